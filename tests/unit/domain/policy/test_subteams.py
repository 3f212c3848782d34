"""Subteams that stand on each other, and those that cannot."""

from itertools import permutations

import pytest

from domain.policy.condition import InSubteam
from domain.policy.subteams import Subteam, Subteams, UnusableSubteam
from tests.builders import (
    CAPTAIN_ROLE,
    GUILD_ID,
    SOFTWARE_ROLE,
    a_subteam,
    has_role,
)
from tests.unit.domain.policy.people import CAPTAIN, GUEST, SOFTWARE, half_known, somebody

_MEMBERS = a_subteam("members", any_of=[has_role(GUILD_ID)])
_BOARD = a_subteam("board", any_of=[CAPTAIN], all_of=[InSubteam("members")])
_STAFF = a_subteam("staff", any_of=[InSubteam("board"), SOFTWARE])
_OTHERS = a_subteam("others", none_of=[InSubteam("staff")])
_ALL = (_MEMBERS, _BOARD, _STAFF, _OTHERS)


@pytest.mark.parametrize("order", list(permutations(_ALL)))
def test_they_may_be_written_in_any_order(order: tuple[Subteam, ...]) -> None:
    subteams = Subteams(order)
    assert subteams.of(somebody(CAPTAIN_ROLE)).subteams == ("board", "members", "staff")
    assert subteams.of(somebody(SOFTWARE_ROLE)).subteams == ("members", "staff")
    assert subteams.of(somebody()).subteams == ("members", "others")
    slugs = [one.slug for one in subteams]
    assert sorted(slugs) == ["board", "members", "others", "staff"]
    assert [slug for slug in slugs if slug != "members"] == ["board", "staff", "others"]
    assert slugs.index("members") < slugs.index("board")


def test_what_is_not_known_of_one_is_not_known_of_those_that_stand_on_it() -> None:
    guests = a_subteam("guests", any_of=[GUEST])
    strangers = a_subteam("strangers", none_of=[InSubteam("guests")])
    either = a_subteam("either", any_of=[InSubteam("guests"), CAPTAIN])
    standing = Subteams([either, strangers, guests]).of(half_known(CAPTAIN_ROLE))
    assert standing.truths == {"guests": None, "strangers": None, "either": True}
    assert standing.subteams == ("either",)


@pytest.mark.parametrize(
    ("subteams", "slugs"),
    [
        ([a_subteam("a", any_of=[InSubteam("a")])], ["a", "a"]),
        (
            [
                a_subteam("a", any_of=[InSubteam("b")]),
                a_subteam("b", all_of=[InSubteam("c")]),
                a_subteam("c", none_of=[InSubteam("a")]),
                a_subteam("d", none_of=[InSubteam("a")]),
            ],
            ["a", "b", "c", "a"],
        ),
    ],
)
def test_one_that_depends_on_itself_is_refused_and_the_way_shown(
    subteams: list[Subteam], slugs: list[str]
) -> None:
    with pytest.raises(UnusableSubteam) as refusal:
        Subteams(subteams)
    before, _, shown = str(refusal.value).partition(": ")
    cycle = shown.split(" -> ")
    assert before == "it depends on itself"
    assert cycle[0] == cycle[-1] == refusal.value.slug
    # It may begin anywhere, and reads as the policy does: each needs the one after it.
    start = slugs.index(cycle[0])
    assert cycle == [*slugs[start:], *slugs[1 : start + 1]][: len(slugs)]


def test_one_that_needs_an_unknown_one_is_refused_by_name() -> None:
    lost = a_subteam("lost", any_of=[CAPTAIN], none_of=[InSubteam("zoo"), InSubteam("bord")])
    with pytest.raises(UnusableSubteam) as refusal:
        Subteams([_MEMBERS, lost])
    assert (refusal.value.slug, str(refusal.value)) == ("lost", 'there is no subteam "bord"')


def test_it_knows_names_slugs_and_roles() -> None:
    subteams = Subteams([*_ALL, a_subteam("named", none_of=[GUEST], name="With a name")])
    assert ("board" in subteams, "nobody" in subteams) == (True, False)
    assert (subteams.name_of("named"), subteams.name_of("board")) == ("With a name", "board")


def test_the_same_ones_in_another_order_are_the_same() -> None:
    same, other = Subteams(reversed(_ALL)), Subteams(_ALL[:2])
    assert Subteams(_ALL) == same
    assert hash(Subteams(_ALL)) == hash(same)
    assert Subteams(_ALL) != other
    assert Subteams(_ALL) != set(_ALL)

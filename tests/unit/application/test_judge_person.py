"""Who may use an application: in which order it is decided, and when it cannot be."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from application.judge_person import Judgement
from domain.access_rules import Refusal
from domain.errors import TemporarilyUnavailable
from domain.identity import Identity
from domain.membership import Membership
from domain.policy.broken_rule import BrokenRule
from domain.policy.condition import Condition, InSubteam
from domain.policy.gate import Gate, Rule
from domain.policy.subteam_policy import SubteamPolicy
from domain.policy.subteams import Subteams
from domain.rulebook import Rulebook
from tests.builders import (
    CAPTAIN_ROLE,
    DISCORD_ID,
    GUILD_ID,
    OTHER_GUILD_ID,
    a_client,
    a_membership,
    a_memberships,
    a_portrait,
    a_rulebook,
    a_subteam,
    an_access_rules,
    an_identity,
    has_role,
)
from tests.unit.application.judged import OPEN, UNDECIDED, judged, word_for

pytestmark = pytest.mark.anyio

_GUEST_ROLE = "1152921504606846985"
_GUEST = has_role(_GUEST_ROLE, guild_id=OTHER_GUILD_ID)
_HERE = a_membership(roles=(CAPTAIN_ROLE,))
_THERE = a_membership(guild_id=OTHER_GUILD_ID, roles=(_GUEST_ROLE,))
_WAITING = a_membership(pending=True)
_SUBTEAMS = Subteams(
    [
        a_subteam("board", any_of=[has_role(CAPTAIN_ROLE)], name="The board"),
        a_subteam("guests", any_of=[_GUEST], name="Our guests"),
    ]
)
_BOARD, _GUESTS = InSubteam("board"), InSubteam("guests")
_FOR_GUESTS = a_client(gate=Gate(condition=Condition(any=(_GUESTS,))))
_NOT_GUESTS = a_client(gate=Gate(condition=Condition(none=(_GUESTS,))))
_SILENT = (OTHER_GUILD_ID,)


def _rules(
    *, blocked: bool = False, general: Gate | None = None, guilds: tuple[str, ...] = ()
) -> Rulebook:
    return a_rulebook(
        access=an_access_rules(blocked=frozenset({DISCORD_ID} if blocked else ())),
        policy=SubteamPolicy(subteams=_SUBTEAMS, gate=general or Gate()),
        guild_ids=guilds or (GUILD_ID, OTHER_GUILD_ID),
    )


def _person(*found: object, silent: tuple[str, ...] = (), two_factor: bool = True) -> Identity:
    memberships = a_memberships(*found, silent=silent)  # type: ignore[arg-type]
    return an_identity(memberships=memberships, two_factor=two_factor)


async def test_a_member_is_let_in_and_described() -> None:
    rules, person = _rules(), _person(_HERE, _THERE)
    portrait = a_portrait(person, policy=rules.policy)
    assert await judged(rules, person) == Judgement(portrait=portrait)
    assert portrait.standing.subteams == ("board", "guests")


_EVERYTHING: Mapping[str, tuple[Rulebook, Identity, Refusal]] = {
    "blocked comes before all": (_rules(blocked=True), _person(), Refusal.BLOCKED),
    "also where a guild is silent": (
        _rules(blocked=True),
        _person(silent=(GUILD_ID, OTHER_GUILD_ID)),
        Refusal.BLOCKED,
    ),
    "no member before the gate": (_rules(), _person(), Refusal.NOT_IN_GUILD),
    "so does who waits": (_rules(), _person(_WAITING), Refusal.NOT_FULL),
    "then the gate": (_rules(), _person(_HERE), Refusal.GATE),
}


@pytest.mark.parametrize(
    ("rules", "person", "refusal"), list(_EVERYTHING.values()), ids=list(_EVERYTHING)
)
async def test_the_gravest_reason_is_the_one_given(
    rules: Rulebook, person: Identity, refusal: Refusal
) -> None:
    judgement = await judged(rules, person, _FOR_GUESTS)
    assert judgement.refusal is refusal
    assert bool(judgement.broken) is (refusal is Refusal.GATE)


async def test_a_closed_gate_tells_every_rule_that_says_no_the_general_ones_first() -> None:
    rules = _rules(general=Gate(two_factor=True))
    client = a_client(gate=Gate(condition=Condition(any=(_GUESTS,), none=(_BOARD,))))
    judgement = await judged(rules, _person(_HERE, two_factor=False), client)
    assert judgement.refusal is Refusal.GATE
    assert judgement.broken == (
        BrokenRule(rule=Rule.TWO_FACTOR),
        BrokenRule(rule=Rule.ANY, names=("Our guests",)),
        BrokenRule(rule=Rule.NONE, names=("The board",)),
    )


@pytest.mark.parametrize("client", [_FOR_GUESTS, _NOT_GUESTS])
async def test_what_only_a_silent_guild_could_decide_is_neither_a_yes_nor_a_no(
    client: object,
) -> None:
    with pytest.raises(TemporarilyUnavailable) as refusal:
        await judged(_rules(), _person(_HERE, silent=_SILENT), client)  # type: ignore[arg-type]
    rule = "any" if client is _FOR_GUESTS else "none"
    assert refusal.value.reason == (
        f"what the gate needs is not known, of a guild that does not answer say: {rule}"
    )
    assert refusal.value.sub == DISCORD_ID


async def test_a_rule_that_certainly_says_no_refuses_also_while_another_is_not_known() -> None:
    rules = _rules(general=Gate(condition=Condition(none=(_BOARD,))))
    judgement = await judged(rules, _person(_HERE, silent=_SILENT), _FOR_GUESTS)
    assert judgement.broken == (BrokenRule(rule=Rule.NONE, names=("The board",)),)


async def test_a_silent_guild_that_no_rule_needs_is_in_nobodys_way() -> None:
    client = a_client(gate=Gate(condition=Condition(any=(_BOARD, _GUESTS))))
    assert await word_for(_rules(), _person(_HERE, silent=_SILENT), client) == OPEN


@pytest.mark.parametrize("found", [(), (_WAITING,)])
async def test_who_may_be_a_member_of_a_silent_guild_is_not_shut_out(
    found: tuple[object, ...],
) -> None:
    with pytest.raises(TemporarilyUnavailable) as refusal:
        await judged(_rules(), _person(*found, silent=_SILENT))
    assert refusal.value.reason == "a guild does not answer that may know the person"
    assert refusal.value.sub == DISCORD_ID


async def test_a_guild_that_is_no_longer_named_makes_nobody_a_member() -> None:
    rules, person = _rules(guilds=(GUILD_ID,)), _person(_THERE)
    assert await word_for(_rules(), person) == OPEN
    assert await word_for(rules, person) is Refusal.NOT_IN_GUILD


async def test_its_roles_count_for_nothing_and_it_is_waited_for_in_vain() -> None:
    rules, person = _rules(guilds=(GUILD_ID,)), _person(_HERE, _THERE)
    assert await word_for(rules, person, _FOR_GUESTS) is Refusal.GATE
    assert (await judged(rules, person)).portrait.standing.subteams == ("board",)
    quiet = _person(_HERE, silent=_SILENT)
    assert await word_for(rules, quiet, _FOR_GUESTS) is Refusal.GATE
    assert await word_for(rules, quiet, _NOT_GUESTS) == OPEN
    assert await word_for(rules, _person(silent=_SILENT)) is Refusal.NOT_IN_GUILD


async def test_where_one_guild_is_no_longer_named_another_that_is_silent_may_know_them() -> None:
    rules = _rules(guilds=(GUILD_ID,))
    person = _person(_THERE, silent=(GUILD_ID,))
    assert await word_for(_rules(), person) == OPEN
    assert await word_for(rules, person) == UNDECIDED


async def test_a_guild_that_was_named_since_then_is_neither_a_yes_nor_a_no() -> None:
    memberships = a_memberships(_HERE, asked=(GUILD_ID,))
    person = an_identity(memberships=memberships)
    for client in (_FOR_GUESTS, _NOT_GUESTS):
        assert await word_for(_rules(), person, client) == UNDECIDED
    assert (await judged(_rules(), person)).portrait.standing.truths == {
        "board": True,
        "guests": None,
    }


@pytest.mark.parametrize("found", [(), (_HERE,), (_WAITING,)])
async def test_who_was_asked_about_in_none_of_the_guilds_of_today_is_not_shut_out(
    found: tuple[Membership, ...],
) -> None:
    rules, person = (
        _rules(guilds=_SILENT),
        an_identity(memberships=a_memberships(*found, asked=(GUILD_ID,))),
    )
    assert await word_for(rules, person) == UNDECIDED
    blocked = _rules(blocked=True, guilds=_SILENT)
    assert await word_for(blocked, person) is Refusal.BLOCKED


@pytest.mark.parametrize("guilds", [(GUILD_ID, OTHER_GUILD_ID), (OTHER_GUILD_ID, GUILD_ID)])
async def test_they_are_called_as_in_the_first_guild_that_the_operator_names(
    guilds: tuple[str, ...],
) -> None:
    here, there = replace(_HERE, nick=GUILD_ID), replace(_THERE, nick=OTHER_GUILD_ID)
    portrait = (await judged(_rules(guilds=guilds), _person(here, there))).portrait
    assert portrait.identity.name == guilds[0]

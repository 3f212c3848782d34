"""What holds of any policy and anybody."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.claims import Claims, Portrait
from domain.membership import Membership
from domain.policy.claim_rules import BySubteam, ClaimRule, Form, Groups, Place
from domain.policy.disclosure import Disclosure
from domain.policy.gate import Gate, Verdict
from domain.policy.subteam_policy import SubteamPolicy
from domain.policy.subteams import Subteam, Subteams
from domain.scope import KNOWN_SCOPES
from tests.builders import NOW, a_client
from tests.unit.domain.policy.policies import (
    UNNAMED,
    Places,
    completions,
    gates,
    person,
    places_of_somebody,
    silent_guilds,
    subteams,
)

_RULES = (
    *(ClaimRule(name=f"by {form}", source=Groups(form=form)) for form in Form),
    ClaimRule(name="first", source=BySubteam(values=(("d", 4), ("c", 3)), default=0)),
)
_CLIENT = a_client(disclosure=Disclosure(claim_rules=_RULES))


def _policy(of: list[Subteam], general: Gate) -> SubteamPolicy:
    return SubteamPolicy(subteams=Subteams(of), gate=general)


def _told(policy: SubteamPolicy, places: Places, silent: frozenset[str]) -> list[Claims]:
    identity = person(places, silent)
    portrait = Portrait(
        identity=identity,
        standing=policy.standing(identity),
        subteams=policy.subteams,
        client=_CLIENT,
    )
    return [portrait.claims(set(KNOWN_SCOPES), place) for place in Place]


def _verdict(policy: SubteamPolicy, places: Places, gate: Gate) -> Verdict:
    return policy.verdict(policy.standing(person(places)), gate, NOW)


def _with_unnamed(place: Membership | None) -> Membership | None:
    return place and replace(place, roles=(*place.roles, UNNAMED[place.guild_id]))


@given(places_of_somebody, silent_guilds, subteams(), gates, gates)
def test_a_role_that_the_policy_does_not_name_changes_nothing_but_the_list_of_roles(
    places: Places, silent: frozenset[str], of: list[Subteam], general: Gate, gate: Gate
) -> None:
    policy = _policy(of, general)
    more = {guild: _with_unnamed(place) for guild, place in places.items()}
    for before, after in zip(
        _told(policy, places, silent), _told(policy, more, silent), strict=True
    ):
        added = set(after.pop("roles")) - set(before.pop("roles"))  # type: ignore[call-overload]
        assert added <= set(UNNAMED.values())
        assert after == before
    standings = [policy.standing(person(one, silent)) for one in (places, more)]
    verdicts = [policy.verdict(one, gate, NOW) for one in standings]
    assert standings[0].truths == standings[1].truths
    assert verdicts[0] == verdicts[1]


@given(st.data(), places_of_somebody, silent_guilds, subteams(), gates)
def test_the_order_of_subteams_in_the_file_does_not_matter(
    data: st.DataObject, places: Places, silent: frozenset[str], of: list[Subteam], gate: Gate
) -> None:
    first, second = _policy(of, gate), _policy(data.draw(st.permutations(of)), gate)
    assert first == second
    assert _told(first, places, silent) == _told(second, places, silent)
    assert _verdict(first, places, gate) == _verdict(second, places, gate)


@given(places_of_somebody, silent_guilds, subteams())
def test_whatever_is_certain_stays_whatever_silent_guilds_would_have_said(
    places: Places, silent: frozenset[str], of: list[Subteam]
) -> None:
    policy = Subteams(of)
    certain = policy.of(person(places, silent)).truths
    for told in completions(places, silent):
        truths = policy.of(person(told)).truths
        assert None not in truths.values()
        assert {k: v for k, v in certain.items() if v is not None}.items() <= truths.items()

"""What the policy makes of somebody, shown without a sign-in."""

from dataclasses import replace

import pytest

from application.policy.explain_person import ExplainPerson
from application.policy.explanation import Explanation, Outcome
from domain.access_rules import Refusal
from domain.client import Client
from domain.errors import InvalidScope
from domain.identity import Identity
from domain.policy.claim_rules import Place
from domain.policy.condition import Condition
from domain.policy.gate import Gate, Rule
from tests.builders import (
    DISCORD_ID,
    GUILD_ID,
    OTHER_GUILD_ID,
    UNMAPPED_ROLE,
    a_client,
    a_membership,
    a_memberships,
    a_token_profile,
    an_access_rules,
    an_identity,
    has_role,
)
from tests.unit.application.house import House

pytestmark = pytest.mark.anyio

SILENT = an_identity(memberships=a_memberships(a_membership(), silent=(OTHER_GUILD_ID,)))
NOWHERE = an_identity(membership=None)
WAITING = an_identity(membership=a_membership(pending=True))


async def explain(
    house: House,
    client: Client | None = None,
    identity: Identity | None = None,
    *,
    scope: frozenset[str] | None = None,
) -> Explanation:
    use_case = ExplainPerson(
        rulebooks=house.rulebooks(), profile=a_token_profile(), clock=house.clock
    )
    return await use_case(client or a_client(), identity or an_identity(), scope=scope)


async def test_an_open_gate_lets_a_member_in(house: House) -> None:
    explained = await explain(house)
    assert explained.outcome is Outcome.OPEN
    assert explained.refusal is None
    assert explained.portrait.standing.subteams == ("leads", "mechanics", "software")


async def test_the_rules_of_both_gates_are_told_apart(house: House) -> None:
    house.policy = replace(house.policy, gate=Gate(blocked_users={"1"}))
    own = Gate(condition=Condition(all=(has_role(UNMAPPED_ROLE),)), two_factor=True)
    verdict = (await explain(house, a_client(gate=own))).verdict
    assert [check.rule for check in verdict.general] == [Rule.BLOCKED]
    assert [check.rule for check in verdict.own] == [Rule.ALL, Rule.TWO_FACTOR]
    assert [check.rule for check in verdict.refused] == [Rule.ALL]


async def test_one_rule_that_says_no_closes_it(house: House) -> None:
    gate = Gate(condition=Condition(all=(has_role(UNMAPPED_ROLE),)))
    assert (await explain(house, a_client(gate=gate))).outcome is Outcome.CLOSED


async def test_what_a_silent_guild_would_decide_is_undecided(house: House) -> None:
    gate = Gate(condition=Condition(all=(has_role("1", guild_id=OTHER_GUILD_ID),)))
    explained = await explain(house, a_client(gate=gate), SILENT)
    assert explained.outcome is Outcome.UNDECIDED
    assert [check.rule for check in explained.verdict.undecided] == [Rule.ALL]


@pytest.mark.parametrize(
    ("identity", "refusal"), [(NOWHERE, Refusal.NOT_IN_GUILD), (WAITING, Refusal.NOT_FULL)]
)
async def test_who_is_no_full_member_gets_in_nowhere(
    house: House, identity: Identity, refusal: Refusal
) -> None:
    explained = await explain(house, identity=identity)
    assert (explained.refusal, explained.outcome) == (refusal, Outcome.CLOSED)


async def test_nobody_is_shut_out_as_no_member_while_a_guild_is_silent(house: House) -> None:
    identity = an_identity(memberships=a_memberships(silent=(GUILD_ID,)))
    assert (await explain(house, identity=identity)).outcome is Outcome.UNDECIDED


async def test_who_is_blocked_is_shut_out_whatever_is_silent(house: House) -> None:
    house.rules = an_access_rules(blocked=frozenset({DISCORD_ID}))
    explained = await explain(house, identity=SILENT)
    assert (explained.refusal, explained.outcome) == (Refusal.BLOCKED, Outcome.CLOSED)


async def test_an_application_that_is_switched_off_is_closed(house: House) -> None:
    assert (await explain(house, a_client(enabled=False))).outcome is Outcome.CLOSED


async def test_claims_are_those_of_all_the_scope_the_application_may_have(house: House) -> None:
    client = a_client(allowed_scope=frozenset({"openid", "groups"}))
    explained = await explain(house, client)
    assert explained.scope == {"openid", "groups"}
    assert list(explained.claims) == [Place.ID_TOKEN, Place.USERINFO, Place.ACCESS_TOKEN]
    groups = ["leads", "mechanics", "software"]
    assert explained.claims[Place.USERINFO] == {"sub": DISCORD_ID, "groups": groups}


async def test_what_belongs_to_one_token_is_left_out(house: House) -> None:
    claims = (await explain(house)).claims
    of_tokens = {"iat", "exp", "jti", "sid", "at_hash", "auth_time", "nonce"}
    assert not of_tokens & {name for told in claims.values() for name in told}


async def test_without_openid_there_are_neither_id_token_nor_userinfo(house: House) -> None:
    explained = await explain(house, scope=frozenset({"roles", "unknown"}))
    assert explained.scope == {"roles"}
    assert list(explained.claims) == [Place.ACCESS_TOKEN]


async def test_a_scope_of_which_nothing_may_be_granted_is_refused(house: House) -> None:
    with pytest.raises(InvalidScope):
        await explain(house, a_client(allowed_scope=frozenset({"openid"})), scope=frozenset({"x"}))

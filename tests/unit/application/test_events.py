"""No audit event carries a secret."""

from dataclasses import asdict, fields
from typing import get_args

import pytest

from application.events import AuditEvent
from domain.errors import InvalidGrant
from domain.interaction import Question
from tests.builders import (
    BROWSER,
    CLIENT_SECRET,
    CODE_VERIFIER,
    DISCORD_ID,
    a_client,
    an_access_rules,
    an_identity,
)
from tests.unit.application.house import House
from tests.unit.application.leaving import ask_first, decide_logout
from tests.unit.application.steps import asked_to, decide, return_with

pytestmark = pytest.mark.anyio

_KNOWN = [CODE_VERIFIER, CLIENT_SECRET, BROWSER, "discord-code", "token-", "nelly@example.org"]


def _names(house: House) -> list[str]:
    return [type(event).__name__ for event in house.audit.events]


def _written(house: House, secrets: list[str]) -> list[str]:
    written = str([asdict(event) for event in house.audit.events])
    return [secret for secret in secrets + _KNOWN if secret in written]


async def test_a_whole_life_of_a_sign_in_is_recorded_without_any_secret(house: House) -> None:
    trip = await house.set_out()
    code = await house.sign_in()
    issued = await house.redeem(code)
    with pytest.raises(InvalidGrant):
        await house.redeem(code)
    who = await house.begin_session()
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    await decide(house, asked, who.session)
    question = await ask_first(house, who)
    await decide_logout(house, question.token, who)
    house.upstream.answer = an_identity(membership=None)
    await house.come_back(trip)
    assert _names(house) == [
        "SignedIn",
        "TokensIssued",
        "CodeReplayed",
        "SignedIn",
        "ConsentGiven",
        "SignedIn",
        "SignedOff",
        # The session of the first sign-in.
        "SignedOff",
        "AccessEnded",
        "NotAMember",
    ]
    secrets = [code, issued.access_token, issued.id_token or "", trip.state, trip.browser]
    secrets += [who.browser, who.session, asked.interaction, question.token]
    assert _written(house, secrets) == []


async def test_a_whole_life_of_refresh_tokens_is_recorded_without_any_secret(
    house: House,
) -> None:
    tokens = []
    for _ in range(4):
        issued = await house.redeem(await house.sign_in(scope="openid offline_access"))
        tokens += [issued.access_token, issued.refresh_token or ""]
    house.audit.events.clear()
    _, first, access, _, _, third, _, fourth = tokens
    refreshed = await house.refresh(first)
    house.clock.advance(10)
    with pytest.raises(InvalidGrant):
        await house.refresh(first)
    await house.revoke(access)
    await house.revoke(third)
    house.register(a_client(enabled=False))
    with pytest.raises(InvalidGrant):
        await house.refresh(fourth)
    house.register(a_client())
    trip = await house.set_out()
    house.rules = an_access_rules(blocked=frozenset({DISCORD_ID}))
    await house.come_back(trip)
    assert _names(house) == [
        "TokensRefreshed",
        "RefreshTokenReplayed",
        "TokenRevoked",
        "TokenRevoked",
        # A client that is switched off ends the session its grant is from.
        "SignedOff",
        "GrantEnded",
        *["SignedOff"] * 3,
        "AccessEnded",
        "BlockedPersonRefused",
    ]
    secrets = [*tokens, refreshed.access_token, refreshed.refresh_token or "", trip.state]
    assert _written(house, secrets) == []


@pytest.mark.parametrize("kind", get_args(AuditEvent))
def test_an_event_has_no_field_a_secret_would_fit(kind: type[AuditEvent]) -> None:
    assert {field.name for field in fields(kind)} <= {
        "client_id",
        "sub",
        "scope",
        "reason",
        "joined",
        "kind",
        "of_client",
        "kid",
        "alg",
        "signs_from",
        "rules",
        "clients",
        "subteams",
    }

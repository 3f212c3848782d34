"""What is noted of refresh tokens: who, of whom, and why; never a token."""

from collections.abc import Awaitable, Callable

import pytest
from structlog.typing import EventDict

from application.events import RefreshTokenReplayed, TokensIssued, TokensRefreshed
from tests import builders
from tests.integration.http.browser import SCOPE
from tests.integration.http.harness import CLIENT_ID, OTHER_ID, Provider
from tests.integration.http.program import OFFLINE, Held, Program

pytestmark = pytest.mark.anyio

ME = {"client_id": CLIENT_ID, "sub": builders.DISCORD_ID}


async def test_each_refresh_is_noted_with_the_scope_of_its_tokens(
    program: Program, offline: Provider
) -> None:
    """N-RF-01."""
    held = await program.begin()
    held = await program.refreshed(held.refresh_token)
    await program.refreshed(held.refresh_token, scope="openid roles")

    assert offline.audit.events[-3:] == [
        TokensIssued(**ME, scope=OFFLINE),
        TokensRefreshed(**ME, scope=OFFLINE),
        TokensRefreshed(**ME, scope="openid roles"),
    ]


async def test_a_refresh_that_was_refused_is_not_noted_as_one(
    program: Program, offline: Provider
) -> None:
    """N-RF-01."""
    held = await program.begin()
    await program.refresh(held.refresh_token, scope="openid groups")
    await program.refresh(held.refresh_token, client_secret="wrong")
    await Program(provider=offline, client_id=OTHER_ID).refresh(held.refresh_token)

    assert isinstance(offline.audit.events[-1], TokensIssued)


async def test_reuse_is_noted_as_that(program: Program, offline: Provider) -> None:
    """N-RF-02: once; what comes to a family that has ended is only refused."""
    held = await program.begin()
    await program.refreshed(held.refresh_token)
    offline.clock.advance(10)
    for _ in range(3):
        await program.refresh(held.refresh_token)

    assert offline.audit.events[-1] == RefreshTokenReplayed(**ME)
    assert offline.audit.events.count(RefreshTokenReplayed(**ME)) == 1


async def expired(program: Program, held: Held) -> str:
    program.provider.memory.forgets_late = True
    token = (await program.begin()).refresh_token
    program.provider.clock.advance(14 * 86_400)
    assert token != held.refresh_token
    return token


async def without_family(program: Program, held: Held) -> str:
    access = (await program.tokens(scope=SCOPE))["access_token"]
    grant_id = (await program.told(access))["jti"].partition(".")[0]
    return f"{grant_id}{held.refresh_token[43:]}"


def made(change: Callable[[str], str]) -> Callable[[Program, Held], Awaitable[str]]:
    async def make(_: Program, held: Held) -> str:
        return change(held.refresh_token)

    return make


NOT_OF_IT = "the refresh token is not one of this client and grant"
WRONG = {
    "the refresh token is unknown, or its grant was ended": made(lambda t: "A" * 43 + t[43:]),
    "the refresh token is not one of ours": made(lambda t: t + "A"),
    NOT_OF_IT: made(lambda t: f"{t[:44]}{'A' * 43}{t[87:]}"),
    "the refresh token was replaced before": made(lambda t: t[:88] + "A" * 43),
    "the refresh token is older than its lifetime": expired,
}


# Whose token it is is known only where it is, or was, one of that grant.
OF_SOMEBODY = {
    "the refresh token was replaced before",
    "the refresh token is older than its lifetime",
}


async def test_the_log_says_that_a_grant_has_no_such_token(
    program: Program, logs: list[EventDict]
) -> None:
    """N-X-06: where it never had any."""
    token = await without_family(program, await program.begin())
    logs.clear()
    await program.refresh(token)

    assert [entry["reason"] for entry in logs] == [NOT_OF_IT]


@pytest.mark.parametrize("reason", WRONG)
async def test_the_log_says_exactly_why_and_nothing_that_is_secret(
    program: Program, logs: list[EventDict], reason: str
) -> None:
    """N-X-06: what the client is not told; the client by its name."""
    held = await program.begin()
    token = await WRONG[reason](program, held)
    logs.clear()
    refused = await program.refresh(token)

    assert refused.status_code == 400
    (entry,) = logs
    assert (entry["event"], entry["path"]) == ("request_refused", "/oauth/token")
    assert (entry["reason"], entry["client_id"]) == (reason, CLIENT_ID)
    assert entry.get("sub") == (builders.DISCORD_ID if reason in OF_SOMEBODY else None)
    for part in (*held.refresh_token.split(".")[1:], token):
        assert part not in str(logs)


async def test_the_log_names_whoever_came_with_anothers_token(
    program: Program, offline: Provider, logs: list[EventDict]
) -> None:
    """N-RF-01, N-X-06."""
    held = await program.begin()
    logs.clear()
    await Program(provider=offline, client_id=OTHER_ID).refresh(held.refresh_token)

    (entry,) = logs
    assert entry["client_id"] == OTHER_ID
    assert entry["reason"] == NOT_OF_IT


async def test_what_is_done_without_a_fault_leaves_no_refusal_in_the_log(
    program: Program, offline: Provider, logs: list[EventDict]
) -> None:
    """N-X-06."""
    held = await program.begin()
    await program.told(held.access_token)
    held = await program.refreshed(held.refresh_token)
    await program.revoke(held.refresh_token)
    await program.revoke("junk")
    await Program(provider=offline, client_id=OTHER_ID).introspect(held.access_token)

    assert logs == []


async def test_events_hold_no_token(program: Program, offline: Provider) -> None:
    """N-X-06: whatever happens to one."""
    held = [await program.begin() for _ in range(3)]
    held.append(await program.refreshed(held[0].refresh_token))
    await program.revoke(held[1].access_token)
    await program.revoke(held[2].refresh_token)
    offline.clock.advance(10)
    await program.refresh(held[0].refresh_token)
    noted = str(offline.audit.events)

    assert len(offline.audit.events) >= 10
    for one in held:
        for secret in (one.access_token, one.id_token, *one.refresh_token.split(".")):
            assert secret not in noted

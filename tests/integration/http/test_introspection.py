"""Resource servers and clients ask whether a token is alive (RFC 7662)."""

import pytest

from application.ports.upstream import UpstreamUnavailable
from tests import builders
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import SCOPE
from tests.integration.http.claims import claims_of
from tests.integration.http.forging import signed
from tests.integration.http.harness import (
    AUDIENCE,
    CLIENT_ID,
    HTTPS_ISSUER,
    PUBLIC_ID,
    Provider,
)
from tests.integration.http.program import OFFLINE, Program, refreshing, restarted
from tests.integration.http.program_answers import assert_inactive
from tests.integration.http.refreshing_clients import SERVER_ID, STEADY_ID

pytestmark = pytest.mark.anyio

HINTS = [None, "", "access_token", "refresh_token", "id_token", "urn:x:unknown", "\u00e9"]


@pytest.fixture
def server(offline: Provider) -> Program:
    return Program(provider=offline, client_id=SERVER_ID)


@pytest.mark.parametrize("hint", HINTS)
async def test_a_resource_server_is_told_of_any_access_token(
    server: Program, offline: Provider, hint: str | None
) -> None:
    """N-IN-01: what the token says, and the roles as they are now."""
    for client_id in (CLIENT_ID, PUBLIC_ID, STEADY_ID):
        held = await Program(provider=offline, client_id=client_id).begin()
        response = await server.introspect(held.access_token, token_type_hint=hint)
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["pragma"] == "no-cache"
        told = response.json()
        claims = claims_of(held.access_token)

        assert told == {"active": True, "token_type": "Bearer", **claims}
        assert (told["iss"], told["aud"]) == (HTTPS_ISSUER, AUDIENCE)
        assert (told["client_id"], told["sub"]) == (client_id, builders.DISCORD_ID)


@pytest.mark.parametrize("hint", HINTS)
async def test_a_client_is_told_of_its_own_tokens(program: Program, hint: str | None) -> None:
    """N-IN-01: of both kinds, whatever the hint says."""
    held = await program.begin()
    access = (await program.introspect(held.access_token, token_type_hint=hint)).json()
    refresh = (await program.introspect(held.refresh_token, token_type_hint=hint)).json()

    assert access == {"active": True, "token_type": "Bearer", **claims_of(held.access_token)}
    assert refresh == {
        "active": True,
        "iss": HTTPS_ISSUER,
        "sub": builders.DISCORD_ID,
        "client_id": CLIENT_ID,
        "scope": OFFLINE,
        "exp": refresh["exp"],
    }


async def test_to_ask_uses_nothing_up_and_ends_nothing(program: Program, offline: Provider) -> None:
    """N-IN-01: not even by a refresh token that was replaced."""
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)
    offline.clock.advance(11)
    before = offline.memory.everything()
    for _ in range(3):
        await assert_inactive(program, first.refresh_token)
        assert (await program.told(second.refresh_token))["active"]

    assert offline.memory.everything() == before
    assert (await program.refresh(second.refresh_token)).status_code == 200


async def test_a_predecessor_within_its_grace_is_not_said_to_be_alive(program: Program) -> None:
    """N-IN-01: there is one living token of a family."""
    first = await program.begin()
    await program.refreshed(first.refresh_token)

    await assert_inactive(program, first.refresh_token)


@pytest.mark.parametrize("handle", [True, False], ids=["handle right", "handle wrong"])
async def test_a_forged_refresh_token_is_not_alive(program: Program, *, handle: bool) -> None:
    """N-IN-01 (C-27): and to ask about it ends nothing."""
    held = await program.begin()
    grant, right, secret = held.refresh_token.split(".")
    forged = f"{grant}.{right}.{'A' * 43}" if handle else f"{grant}.{'A' * 43}.{secret}"

    await assert_inactive(program, forged)
    assert all((await program.is_alive(held)).values())


async def test_what_is_not_alive_reads_alike(
    program: Program, server: Program, key_file: str, offline: Provider
) -> None:
    """N-IN-01: unknown, malformed, forged, another kind, expired, ended."""
    held, ended = await program.begin(), await program.begin()
    await program.revoke(ended.refresh_token)
    claims = claims_of(held.access_token)
    kid = {"alg": "RS256", "kid": "another", "typ": "at+jwt"}
    malformed = ["junk", "e30.e30.e30", "\u00e9", "\0", "A" * 43, "A" * 60_000, "a.b.c.d"]
    forged = [held.access_token[:-4] + "AAAA", signed(key_file, kid, claims)]
    dead = [ended.access_token, ended.refresh_token, held.id_token]
    for token in (*malformed, *forged, *dead):
        for asking in (program, server):
            await assert_inactive(asking, token)
    assert (await server.told(held.access_token))["active"]
    offline.clock.advance(3_600)
    for asking in (program, server):
        await assert_inactive(asking, held.access_token)


async def test_a_resource_server_is_told_the_roles_of_now(
    program: Program, server: Program, offline: Provider
) -> None:
    """N-IN-02: once what is known is older than ROLE_FRESHNESS, not before."""
    held = await program.begin()
    offline.members.answer = builders.a_membership(roles=())
    offline.clock.advance(299)
    assert len((await server.told(held.access_token))["roles"]) == 2
    assert offline.members.asked == []
    offline.clock.advance(1)

    assert (await server.told(held.access_token))["roles"] == []
    assert (await server.told(held.access_token))["roles"] == []
    assert offline.members.asked == [builders.DISCORD_ID]


async def test_the_times_told_are_those_of_the_token(
    program: Program, server: Program, offline: Provider
) -> None:
    """N-IN-01: however late it is asked about, and whatever ACCESS_TOKEN_TTL is by then."""
    held = await program.begin()
    claims = claims_of(held.access_token)
    offline.clock.advance(3_000)
    after = restarted(offline, ACCESS_TOKEN_TTL="60")
    told = await Program(provider=after, client_id=SERVER_ID).told(held.access_token)
    assert told == await server.told(held.access_token)

    for name in ("iat", "exp", "jti"):
        assert told[name] == claims[name]


@pytest.mark.parametrize("scope", [SCOPE, "openid", "roles"])
async def test_no_more_is_told_than_the_token_says(
    offline: Provider, server: Program, scope: str
) -> None:
    """N-IN-01, N-TK-15: neither name nor address beyond the access token's own claims."""
    named = Program(provider=offline, client_id="named")
    token = (await named.tokens(scope=scope))["access_token"]
    told = await server.told(token)

    assert told.keys() - {"active", "token_type"} == claims_of(token).keys()
    assert not {"email", "name", "nickname", "picture"} & told.keys()


async def test_while_discord_is_down_for_long_neither_yes_nor_no_is_said(key_file: str) -> None:
    """N-IN-02, F-26: once the last known roles are older than ROLE_STALENESS_LIMIT."""
    provider = refreshing(key_file, ACCESS_TOKEN_TTL="7200")
    program, server = Program(provider=provider), Program(provider=provider, client_id=SERVER_ID)
    held = await program.begin()
    asks = (
        (server, held.access_token),
        (program, held.access_token),
        (program, held.refresh_token),
    )
    provider.members.answer = UpstreamUnavailable("canary")
    provider.clock.advance(3_599)
    for asking, token in asks:
        assert (await asking.told(token))["active"]
    provider.clock.advance(1)
    for asking, token in asks:
        refused = await asking.introspect(token)
        assert_oauth_error(refused, 503, "temporarily_unavailable")
        assert int(refused.headers["retry-after"]) > 0
    provider.members.answer = builders.a_membership()
    for asking, token in asks:
        assert (await asking.told(token))["active"]


async def test_without_the_store_nothing_is_said_to_be_alive_or_dead(
    program: Program, server: Program, offline: Provider
) -> None:
    """N-IN-01, F-01: 503, which nobody takes for a yes."""
    held = await program.begin()
    offline.memory.down = True
    for asking, token in (
        (server, held.access_token),
        (program, held.access_token),
        (program, held.refresh_token),
    ):
        assert_oauth_error(await asking.introspect(token), 503, "temporarily_unavailable")

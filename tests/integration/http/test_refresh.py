"""What a refresh token gives: tokens about the same sign-in, with what is true now."""

import pytest

from domain.signing_algorithm import SigningAlgorithm
from domain.tokens import at_hash
from tests import builders
from tests.integration.http.browser import NONCE, Browser
from tests.integration.http.claims import claims_of, header_of, verified
from tests.integration.http.harness import (
    AUDIENCE,
    CLIENT_ID,
    OTHER_ID,
    PUBLIC_ID,
    SECRET,
    TOKEN,
    Provider,
    basic,
)
from tests.integration.http.program import OFFLINE, Program
from tests.integration.http.refreshing_clients import ALWAYS_ID, STEADY_ID

pytestmark = pytest.mark.anyio

DEMOTED = builders.a_membership(roles=(builders.SOFTWARE_ROLE,), nick="Nell")
CLIENTS = [CLIENT_ID, OTHER_ID, PUBLIC_ID, STEADY_ID, ALWAYS_ID]


@pytest.mark.parametrize("client_id", CLIENTS)
async def test_a_refresh_is_answered_as_an_exchange_is(offline: Provider, client_id: str) -> None:
    """N-TK-04, N-TK-16: 200, JSON, kept by nobody; the scope is told."""
    program = Program(provider=offline, client_id=client_id)
    held = await program.begin()
    response = await program.refresh(held.refresh_token)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["pragma"] == "no-cache"
    assert "set-cookie" not in response.headers
    body = response.json()
    tokens = {"access_token", "id_token", "refresh_token"}
    assert body.keys() == {*tokens, "token_type", "expires_in", "scope"}
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert body["scope"] == OFFLINE


async def test_the_header_authenticates_a_refresh_as_well(program: Program) -> None:
    """N-TK-05, N-TK-07."""
    held = await program.begin()
    alone: dict[str, str | None] = {"client_id": None, "client_secret": None}
    header = {"Authorization": basic(CLIENT_ID, SECRET)}
    grant = {"grant_type": "refresh_token", "refresh_token": held.refresh_token}

    assert (await program.post(TOKEN, header, **grant, **alone)).status_code == 200


async def test_the_new_id_token_is_about_the_same_sign_in(
    program: Program, offline: Provider
) -> None:
    """N-TK-14: same sub, auth_time and sid; new iat; no nonce (OpenID Connect Core 12.2)."""
    held = await program.begin()
    offline.clock.advance(4000)
    new = await program.refreshed(held.refresh_token)
    http = Browser(offline).http
    before, after = held.claims, await verified(http, new.id_token, audience=CLIENT_ID)

    for name in ("iss", "aud", "sub", "auth_time", "sid", "acr"):
        assert after[name] == before[name]
    now = int(offline.clock.now().timestamp())
    assert (after["iat"], after["exp"]) == (now, now + 3600)
    assert before["nonce"] == NONCE
    assert "nonce" not in after
    assert after["at_hash"] == at_hash(new.access_token, SigningAlgorithm.RS256)
    assert before.keys() - after.keys() == {"nonce"}
    assert header_of(new.id_token)["typ"] == "JWT"


async def test_the_new_access_token_is_another_one_of_the_same_grant(
    program: Program, offline: Provider
) -> None:
    """N-TK-15: with a jti of its own; the one before lives on until it expires."""
    held = await program.begin()
    offline.clock.advance(60)
    new = await program.refreshed(held.refresh_token)
    browser = Browser(offline)
    after = await verified(browser.http, new.access_token, audience=AUDIENCE)
    before = claims_of(held.access_token)

    assert after["jti"] != before["jti"]
    assert after["scope"] == before["scope"] == OFFLINE
    assert after["exp"] == before["exp"] + 60
    assert header_of(new.access_token)["typ"] == "at+jwt"
    for token in (held, new):
        assert (await browser.userinfo(token.access_token)).status_code == 200


async def test_a_refresh_tells_the_new_roles_everywhere(
    program: Program, offline: Provider
) -> None:
    """N-TK-14: the bot is asked each time, however young the data is."""
    held = await program.begin()
    offline.members.answer = DEMOTED
    new = await program.refreshed(held.refresh_token)
    userinfo = (await Browser(offline).userinfo(new.access_token)).json()
    told = await program.told(new.access_token)

    assert held.claims["groups"] == ["board", "captains", "software"]
    for claims in (new.claims, userinfo, claims_of(new.access_token), told):
        assert claims["roles"] == [builders.SOFTWARE_ROLE]
    for claims in (new.claims, userinfo):
        assert claims["groups"] == ["software"]
        assert claims["nickname"] == "Nell"
    assert offline.members.asked == [builders.DISCORD_ID]


async def test_what_discord_said_at_a_refresh_counts_for_the_tokens_before(
    program: Program, offline: Provider
) -> None:
    """N-TK-14: userinfo answers from the grant, of which there is one."""
    held = await program.begin()
    offline.members.answer = DEMOTED
    await program.refreshed(held.refresh_token)

    told = (await Browser(offline).userinfo(held.access_token)).json()
    assert told["roles"] == [builders.SOFTWARE_ROLE]


async def test_a_chain_of_refreshes_goes_on(program: Program, offline: Provider) -> None:
    """N-RF-04."""
    first = held = await program.begin()
    tokens = {held.refresh_token}
    for _ in range(50):
        offline.clock.advance(3600)
        held = await program.refreshed(held.refresh_token)
        tokens.add(held.refresh_token)

    assert len(tokens) == 51
    assert {token.split(".")[0] for token in tokens} == {first.refresh_token.split(".")[0]}
    assert held.claims["sub"] == builders.DISCORD_ID
    assert held.claims["auth_time"] == first.claims["auth_time"]


IGNORED = {
    "response_type": "token",
    "redirect_uri": "https://evil.example/",
    "nonce": "planted",
    "sub": "1",
    "sid": "planted",
    "auth_time": "0",
    "claims": '{"id_token":{"email":null},"userinfo":{"email":null}}',
    "acr_values": "planted",
    "max_age": "0",
    "prompt": "none",
    "resource_server": "true",
    "code": "A" * 43,
    "code_verifier": "v" * 43,
    "audience": "https://evil.example/",
    "requested_token_type": "urn:ietf:params:oauth:token-type:access_token",
    "token_type_hint": "access_token",
}


async def test_nothing_of_the_sign_in_can_be_replaced_at_a_refresh(
    program: Program, offline: Provider
) -> None:
    """N-TK-14 (C-25): whatever else is sent along is not read."""
    held = await program.begin(scope="openid offline_access")
    plain = await program.refreshed(held.refresh_token)
    new = await program.refreshed(plain.refresh_token, **IGNORED)

    assert {**new.claims, "at_hash": ""} == {**plain.claims, "at_hash": ""}
    before, after = claims_of(plain.access_token), claims_of(new.access_token)
    assert {**before, "jti": ""} == {**after, "jti": ""}
    assert set((await Browser(offline).userinfo(new.access_token)).json()) == {"sub"}

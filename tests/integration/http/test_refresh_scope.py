"""Fewer scopes at a refresh: for the tokens of that one, and never more than was granted."""

import pytest

from tests import builders
from tests.integration.http.answers import assert_challenge, assert_oauth_error
from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import Provider
from tests.integration.http.program import OFFLINE, Program

pytestmark = pytest.mark.anyio

NAMED = '{"id_token":{"nickname":null},"userinfo":{"email":null}}'
PROFILE = {"name", "preferred_username", "nickname", "picture", "locale"}


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("openid", "openid"),
        ("openid roles", "openid roles"),
        ("roles openid roles", "openid roles"),
        (SCOPE, SCOPE),
        (OFFLINE, OFFLINE),
        (None, OFFLINE),
        ("", OFFLINE),
        ("offline_access", "offline_access"),
    ],
)
async def test_a_narrower_scope_is_for_these_tokens(
    program: Program, asked: str | None, given: str
) -> None:
    """N-TK-16: told in the answer, written into the access token, and told of it."""
    held = await program.begin()
    body = (await program.refresh(held.refresh_token, scope=asked)).json()

    assert body["scope"] == given
    assert claims_of(body["access_token"])["scope"] == given
    assert (await program.told(body["access_token"]))["scope"] == given
    assert ("id_token" in body) is ("openid" in given)


async def test_the_refresh_token_keeps_all_it_has(program: Program) -> None:
    """N-TK-16 (RFC 6749 section 6): the next refresh may ask for everything again."""
    held = await program.begin()
    for scope in ("openid", "openid profile", "openid"):
        held = await program.refreshed(held.refresh_token, scope=scope)
        assert (await program.told(held.refresh_token))["scope"] == OFFLINE
    response = await program.refresh(held.refresh_token)

    assert response.json()["scope"] == OFFLINE


WIDER = [
    "openid email",
    f"{OFFLINE} groups",
    "openid groups",
    "email",
    "openid unknown",
    "unknown",
    "OPENID",
    "openid  email",
    "  ",
    "openid\tprofile",
    "openid\u00e9",
    'openid "',
    "openid\0",
    "*",
]


@pytest.mark.parametrize("scope", WIDER)
async def test_a_wider_or_malformed_scope_is_refused_and_spoils_nothing(
    program: Program, offline: Provider, scope: str
) -> None:
    """N-TK-16: invalid_scope, before anything is looked up or used."""
    held = await program.begin(scope="openid profile offline_access")
    before = offline.memory.everything()

    assert_oauth_error(await program.refresh(held.refresh_token, scope=scope), 400, "invalid_scope")

    assert offline.memory.everything() == before
    assert offline.members.asked == []
    assert (await program.refresh(held.refresh_token)).status_code == 200


async def test_what_was_left_out_once_is_not_wider_the_next_time(program: Program) -> None:
    """N-TK-16: "granted" is what the person granted."""
    held = await program.begin()
    narrow = await program.refreshed(held.refresh_token, scope="openid")

    assert (await program.refresh(narrow.refresh_token, scope=SCOPE)).json()["scope"] == SCOPE


async def test_an_id_token_of_fewer_scopes_says_less(program: Program) -> None:
    """N-TK-16."""
    held = await program.begin()
    narrow = await program.refreshed(held.refresh_token, scope="openid roles")

    assert {*PROFILE, "email", "roles"} <= held.claims.keys()
    assert not {*PROFILE, "email", "email_verified"} & narrow.claims.keys()
    assert narrow.claims["roles"] == [builders.CAPTAIN_ROLE, builders.SOFTWARE_ROLE]


async def test_userinfo_tells_a_narrowed_token_no_more_than_its_scope(
    program: Program, offline: Provider
) -> None:
    """N-UI-03, N-TK-16: and the token before as much as ever."""
    held = await program.begin()
    narrow = await program.refreshed(held.refresh_token, scope="openid")
    browser = Browser(offline)

    assert (await browser.userinfo(narrow.access_token)).json() == {"sub": builders.DISCORD_ID}
    assert "email" in (await browser.userinfo(held.access_token)).json()
    assert "email" not in claims_of(narrow.access_token)


async def test_a_token_narrowed_below_openid_does_not_open_userinfo(
    program: Program, offline: Provider
) -> None:
    """N-UI-02: nor comes an ID token with it."""
    held = await program.begin()
    body = (await program.refresh(held.refresh_token, scope="roles")).json()
    told = await program.told(body["access_token"])

    assert "id_token" not in body
    refused = await Browser(offline).userinfo(body["access_token"])
    assert_challenge(refused, 403, "insufficient_scope")
    assert (told["active"], told["scope"]) == (True, "roles")


async def test_claims_asked_for_by_name_go_with_the_whole_scope_only(
    program: Program, offline: Provider
) -> None:
    """N-TK-16: a narrowed token says what its scope says."""
    held = await program.begin(scope="openid roles offline_access", claims=NAMED)
    whole = await program.refreshed(held.refresh_token)
    without_offline = await program.refreshed(whole.refresh_token, scope="openid roles")
    narrow = await program.refreshed(without_offline.refresh_token, scope="openid")
    browser = Browser(offline)

    for tokens in (held, whole, without_offline):
        assert "nickname" in tokens.claims
        assert "email" in (await browser.userinfo(tokens.access_token)).json()
    assert not PROFILE & narrow.claims.keys()
    assert (await browser.userinfo(narrow.access_token)).json() == {"sub": builders.DISCORD_ID}

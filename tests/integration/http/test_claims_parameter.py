"""The claims parameter: single claims, where they were asked for, within the client's scopes."""

import json
from typing import Any

import pytest

from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import Provider

pytestmark = pytest.mark.anyio

PROTOCOL = {"iss", "aud", "sub", "iat", "exp", "auth_time", "acr", "sid", "at_hash", "nonce"}
ESSENTIAL = {"essential": True}


async def told(browser: Browser, claims: Any, **changes: str) -> tuple[set[str], set[str]]:  # noqa: ANN401 - any JSON
    """Give the names of the claims about the person: in the ID token, in userinfo."""
    asked = {"scope": "openid", "claims": json.dumps(claims), **changes}
    tokens = await browser.tokens(**asked)
    userinfo = (await browser.userinfo(tokens["access_token"])).json()
    return claims_of(tokens["id_token"]).keys() - PROTOCOL, userinfo.keys() - {"sub"}


@pytest.mark.parametrize("client_id", ["dashboard", "minimal"])
@pytest.mark.parametrize("wanted", [None, {}, ESSENTIAL, {"value": "x"}, {"x": 1}])
async def test_a_claim_appears_where_it_was_asked_for_and_nowhere_else(
    browser: Browser, client_id: str, wanted: object
) -> None:
    """N-AZ-29: also in the ID tokens of a client that has minimal ones."""
    for_client = {"client_id": client_id}
    in_userinfo = await told(browser, {"userinfo": {"name": wanted}}, **for_client)
    in_id_token = await told(browser, {"id_token": {"name": wanted}}, **for_client)
    both = {"id_token": {"roles": wanted}, "userinfo": {"nickname": wanted}}

    assert in_userinfo == (set(), {"name"})
    assert in_id_token == ({"name"}, set())
    assert await told(browser, both, **for_client) == ({"roles"}, {"nickname"})


async def test_claims_come_on_top_of_those_of_the_scopes(browser: Browser) -> None:
    """N-AZ-29."""
    minimal = {"client_id": "minimal", "scope": "openid roles"}
    id_token, userinfo = await told(browser, {"id_token": {"name": None}}, **minimal)

    assert id_token == {"name"}
    assert userinfo == {"roles", "subteams", "groups"}


async def test_the_address_asked_for_by_name_is_asked_of_discord(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-29: and not told where it was not asked for."""
    asked = {"userinfo": {"email": ESSENTIAL, "email_verified": None}}

    assert await told(browser, asked) == (set(), {"email", "email_verified"})
    assert [trip.email for trip in provider.upstream.sent] == [True]


async def test_the_scope_that_is_granted_is_still_the_one_asked_for(browser: Browser) -> None:
    """N-AZ-29, N-TK-16: a claim is no scope, and the access token learns nothing of it."""
    claims = json.dumps({"userinfo": {"roles": None, "name": None}})
    tokens = await browser.tokens(scope="openid", claims=claims)

    assert tokens["scope"] == "openid"
    assert not {"roles", "discord_id"} & claims_of(tokens["access_token"]).keys()


NAMES = ["name", "email", "email_verified", "roles", "subteams", "groups", "discord_id", "locale"]


@pytest.mark.parametrize("name", NAMES)
async def test_no_claim_goes_beyond_the_scopes_of_the_client(
    browser: Browser, provider: Provider, name: str
) -> None:
    """N-AZ-29 (C-66): an essential one is left out as well."""
    asked = {"userinfo": {name: ESSENTIAL}, "id_token": {name: ESSENTIAL}}

    assert await told(browser, asked, client_id="openid-only") == (set(), set())
    assert [trip.email for trip in provider.upstream.sent] == [False]


async def test_what_is_unknown_or_has_no_value_is_left_out(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-29: never a null, and no claim of the protocol by another name."""
    provider.upstream.answer = builders.an_identity(email=None, locale=None)
    names = ["email", "locale", "phone_number", "address", "aud", "iss", "at_hash", "", "is_admin"]

    asked = {place: dict.fromkeys(names, ESSENTIAL) for place in ("userinfo", "id_token")}
    assert await told(browser, asked) == (set(), set())


@pytest.mark.parametrize("more", [5, "x", None, [], {"name": 7}, {"name": None}])
async def test_members_that_are_not_understood_are_ignored(browser: Browser, more: object) -> None:
    """N-AZ-29 (OpenID Connect Core section 5.5)."""
    asked = {"userinfo": {"name": None}, "access_token": more, "verified_claims": more}

    assert await told(browser, asked) == (set(), {"name"})


ACR = "urn:guildpass:discord"
ACRS: list[tuple[dict[str, Any], bool]] = [
    ({"essential": True, "value": ACR}, True),
    ({"essential": True, "values": ["other", ACR]}, True),
    ({"essential": True}, True),
    ({"value": "other"}, True),
    ({"essential": False, "values": ["other"]}, True),
    ({"essential": True, "value": "other"}, False),
    ({"essential": True, "values": ["other", "another"]}, False),
    ({"essential": True, "values": []}, False),
    ({"essential": True, "value": [ACR]}, False),
]


@pytest.mark.parametrize(("wanted", "is_met"), ACRS)
async def test_an_essential_acr_that_cannot_be_met_is_an_error(
    browser: Browser, provider: Provider, wanted: dict[str, Any], *, is_met: bool
) -> None:
    """N-AZ-29: a voluntary one is not."""
    claims = json.dumps({"id_token": {"acr": wanted}})
    if is_met:
        assert (await browser.told(await browser.sign_in(claims=claims)))["acr"] == ACR
    else:
        refused = await browser.authorize(claims=claims)
        assert_error_redirect(refused, "unmet_authentication_requirements")
        assert provider.upstream.sent == []


ME, OTHER = builders.DISCORD_ID, "80351110224678913"


@pytest.mark.parametrize("place", ["id_token", "userinfo"])
@pytest.mark.parametrize(
    ("wanted", "is_me"),
    [
        ({"value": ME}, True),
        ({"values": [OTHER, ME]}, True),
        ({"value": OTHER}, False),
        ({"values": [OTHER]}, False),
        ({"value": int(ME)}, False),
        ({"value": "\ud800"}, False),
        ({"values": []}, False),
    ],
)
async def test_a_sub_is_whom_the_client_takes(
    browser: Browser, place: str, wanted: dict[str, Any], *, is_me: bool
) -> None:
    """N-AZ-20, N-AZ-29: from the session, and after a trip, with a second one to choose."""
    claims = json.dumps({place: {"sub": wanted}})
    fresh = await browser.travel(await browser.sign_in(claims=claims))
    await browser.code()
    silent = await browser.authorize(claims=claims, prompt="none")

    for answer in (fresh, silent):
        if is_me:
            assert "code=" in answer.headers["location"]
        else:
            assert_error_redirect(answer, "login_required")

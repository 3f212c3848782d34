"""The userinfo endpoint, for those who hold a token."""

import pytest

from tests import builders
from tests.integration.http.answers import assert_challenge, assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import FORM, USERINFO, Provider

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_token_in_the_header_works(browser: Browser, method: str, scheme: str) -> None:
    """N-UI-01."""
    token = (await browser.tokens())["access_token"]
    headers = {"Authorization": f"{scheme} {token}"}
    response = await browser.http.request(method, USERINFO, headers=headers)

    assert response.status_code == 200
    assert response.json()["sub"] == builders.DISCORD_ID


async def test_a_token_in_the_body_of_a_post_works(browser: Browser) -> None:
    """N-UI-01."""
    token = (await browser.tokens())["access_token"]

    assert (await browser.http.post(USERINFO, data={"access_token": token})).status_code == 200


async def test_a_post_with_a_body_that_is_no_form_reads_the_header(browser: Browser) -> None:
    """N-UI-01."""
    token = (await browser.tokens())["access_token"]
    headers = {"Authorization": f"Bearer {token}"}

    as_json = await browser.http.post(USERINFO, json={"access_token": "x"}, headers=headers)
    only_json = await browser.http.post(USERINFO, json={"access_token": token})
    assert (as_json.status_code, only_json.status_code) == (200, 401)


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_token_in_the_query_is_refused(browser: Browser, method: str) -> None:
    """N-UI-01: even a good one, and beside a good header."""
    token = (await browser.tokens())["access_token"]
    good = {"Authorization": f"Bearer {token}"}
    for headers in ({}, good):
        response = await browser.http.request(
            method, USERINFO, params={"access_token": token}, headers=headers
        )
        assert_challenge(response, 400, "invalid_request")


async def test_a_token_repeated_in_the_query_is_refused_beside_a_good_header(
    browser: Browser,
) -> None:
    """N-UI-01: two tokens in the query are no better than one."""
    token = (await browser.tokens())["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    params = [("access_token", token), ("access_token", token)]

    assert_challenge(
        await browser.http.get(USERINFO, params=params, headers=headers), 400, "invalid_request"
    )


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic eDp5", "DPoP x", "Bearerx"]
)
async def test_without_a_token_the_challenge_names_no_error(
    browser: Browser, header: str | None
) -> None:
    """N-UI-02."""
    headers = {} if header is None else {"Authorization": header}
    for method in ("GET", "POST"):
        response = await browser.http.request(method, USERINFO, headers=headers)
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == 'Bearer realm="guildpass"'
        assert response.content == b""
        assert response.headers["cache-control"] == "no-store"


async def test_a_token_presented_in_two_ways_is_an_invalid_request(browser: Browser) -> None:
    """N-UI-02."""
    token = (await browser.tokens())["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    both = await browser.http.post(USERINFO, data={"access_token": token}, headers=headers)
    two = await browser.http.get(USERINFO, headers=[*headers.items(), *headers.items()])
    repeated = await browser.http.post(
        USERINFO,
        content=f"access_token={token}&access_token={token}",
        headers={"Content-Type": FORM},
    )

    for response in (both, two, repeated):
        assert_challenge(response, 400, "invalid_request")


async def test_a_token_without_openid_has_insufficient_scope(browser: Browser) -> None:
    """N-UI-02."""
    token = (await browser.tokens(scope="profile roles"))["access_token"]
    response = await browser.userinfo(token)

    assert_challenge(response, 403, "insufficient_scope")
    assert 'scope="openid"' in response.headers["www-authenticate"]


async def test_a_token_is_refused_from_the_second_it_expires(
    browser: Browser, provider: Provider
) -> None:
    """N-UI-02."""
    token = (await browser.tokens())["access_token"]
    provider.clock.advance(3599)
    assert (await browser.userinfo(token)).status_code == 200
    provider.clock.advance(1)

    assert_challenge(await browser.userinfo(token), 401, "invalid_token")


async def test_the_subject_is_that_of_the_id_token_and_nobody_may_keep_the_answer(
    browser: Browser,
) -> None:
    """N-UI-03."""
    tokens = await browser.tokens()
    response = await browser.userinfo(tokens["access_token"])

    assert response.json()["sub"] == claims_of(tokens["id_token"])["sub"]
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-type"] == "application/json"
    assert response.headers["access-control-allow-origin"] == "*"


SCOPES: dict[str, set[str]] = {
    "openid": set(),
    "openid email": {"email", "email_verified"},
    "openid groups": {"groups"},
    "openid roles": {"roles", "subteams", "groups"},
    "openid profile": {
        "discord_id",
        "discord_username",
        "name",
        "preferred_username",
        "nickname",
        "picture",
        "locale",
    },
}


@pytest.mark.parametrize(("scope", "claims"), SCOPES.items())
async def test_claims_are_those_of_the_granted_scopes(
    browser: Browser, scope: str, claims: set[str]
) -> None:
    """N-UI-03."""
    response = await browser.userinfo((await browser.tokens(scope=scope))["access_token"])

    assert response.json().keys() == claims | {"sub"}


async def test_what_is_not_known_is_left_out_and_nothing_is_null(
    browser: Browser, provider: Provider
) -> None:
    """N-UI-03."""
    provider.upstream.answer = builders.an_identity(
        global_name=None,
        avatar=None,
        locale=None,
        email=None,
        membership=builders.a_membership(roles=(), nick=None),
    )
    answer = (await browser.userinfo((await browser.tokens())["access_token"])).json()

    expected = {"sub", "discord_id", "discord_username", "name", "preferred_username"}
    assert answer.keys() == expected | {"roles", "subteams", "groups"}
    assert answer["roles"] == answer["subteams"] == answer["groups"] == []
    assert None not in answer.values()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "BREW"])
async def test_other_methods_are_answered_405_with_allow(browser: Browser, method: str) -> None:
    """N-UI-01."""
    response = await browser.http.request(method, USERINFO)

    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response.headers["allow"].replace(" ", "").split(","))


async def test_a_body_of_more_than_64_kib_is_refused(browser: Browser) -> None:
    """N-UI-05."""
    response = await browser.http.post(USERINFO, data={"access_token": "a" * 70_000})

    assert_oauth_error(response, 400, "invalid_request")

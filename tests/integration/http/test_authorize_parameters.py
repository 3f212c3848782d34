"""What the parameters of an authorization request may be."""

import pytest

from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import CHALLENGE, STATE, Browser
from tests.integration.http.harness import PUBLIC_ID, PUBLIC_REDIRECT, REDIRECT, Provider, query_of

pytestmark = pytest.mark.anyio

FAULTS: dict[str, tuple[dict[str, str | None], str]] = {
    "N-AZ-08 missing": ({"response_type": None}, "invalid_request"),
    "N-AZ-08 token": ({"response_type": "token"}, "unsupported_response_type"),
    "N-AZ-08 id_token": ({"response_type": "id_token"}, "unsupported_response_type"),
    "N-AZ-08 code token": ({"response_type": "code token"}, "unsupported_response_type"),
    "N-AZ-08 code code": ({"response_type": "code code"}, "unsupported_response_type"),
    "N-AZ-08 CODE": ({"response_type": "CODE"}, "unsupported_response_type"),
    "N-AZ-08 none": ({"response_type": "none"}, "unsupported_response_type"),
    "N-AZ-10 plain": ({"code_challenge_method": "plain"}, "invalid_request"),
    "N-AZ-10 method omitted": ({"code_challenge_method": None}, "invalid_request"),
    "N-AZ-10 s256": ({"code_challenge_method": "s256"}, "invalid_request"),
    "N-AZ-10 method alone": ({"code_challenge": None}, "invalid_request"),
    "N-AZ-10 short": ({"code_challenge": CHALLENGE[:-1]}, "invalid_request"),
    "N-AZ-10 long": ({"code_challenge": CHALLENGE + "A"}, "invalid_request"),
    "N-AZ-10 padded": ({"code_challenge": CHALLENGE[:-1] + "="}, "invalid_request"),
    "N-AZ-10 newline": ({"code_challenge": CHALLENGE + "\n"}, "invalid_request"),
    "N-AZ-10 standard base64": ({"code_challenge": "+" + CHALLENGE[1:]}, "invalid_request"),
    "N-AZ-11 missing": ({"scope": None}, "invalid_scope"),
    "N-AZ-11 nothing known": ({"scope": "address phone"}, "invalid_scope"),
    "N-AZ-11 sub-string": ({"scope": "xopenid openidx"}, "invalid_scope"),
    "N-AZ-11 only spaces": ({"scope": "  "}, "invalid_scope"),
    "N-AZ-11 tab": ({"scope": "openid\tprofile"}, "invalid_scope"),
    "N-AZ-11 newline": ({"scope": "openid\n"}, "invalid_scope"),
    "N-AZ-11 wide space": ({"scope": "openid\u3000profile"}, "invalid_scope"),
    "N-AZ-11 quote": ({"scope": 'openid "'}, "invalid_scope"),
    "N-AZ-11 backslash": ({"scope": "openid \\"}, "invalid_scope"),
    "N-AZ-11 letter beyond ASCII": ({"scope": "openid \u00e9"}, "invalid_scope"),
    "N-AZ-17 none": ({"prompt": "none"}, "login_required"),
    "N-AZ-17 none login": ({"prompt": "none login"}, "invalid_request"),
    "N-AZ-17 unknown": ({"prompt": "create"}, "invalid_request"),
    "N-AZ-17 unknown beside": ({"prompt": "login whatever"}, "invalid_request"),
    "N-AZ-17 NONE": ({"prompt": "NONE"}, "invalid_request"),
    "N-AZ-19 negative": ({"max_age": "-1"}, "invalid_request"),
    "N-AZ-19 plus": ({"max_age": "+5"}, "invalid_request"),
    "N-AZ-19 Arabic digits": ({"max_age": "\u0661\u0662"}, "invalid_request"),
    "N-AZ-19 underscore": ({"max_age": "1_000"}, "invalid_request"),
    "N-AZ-19 space": ({"max_age": " 5"}, "invalid_request"),
    "N-AZ-19 newline": ({"max_age": "5\n"}, "invalid_request"),
    "N-AZ-19 fraction": ({"max_age": "1.5"}, "invalid_request"),
    "N-AZ-19 beyond 2^53": ({"max_age": str(2**53 + 1)}, "invalid_request"),
    "N-AZ-19 very long": ({"max_age": "9" * 10_000}, "invalid_request"),
    "N-AZ-21 request": ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
    "N-AZ-21 request_uri": (
        {"request_uri": "https://evil.example/request.jwt"},
        "request_uri_not_supported",
    ),
    "N-AZ-21 request_uri of ours": (
        {"request_uri": "urn:ietf:params:oauth:request_uri:x"},
        "request_uri_not_supported",
    ),
    "N-AZ-21 registration": ({"registration": "{}"}, "registration_not_supported"),
    "N-AZ-22 fragment": ({"response_mode": "fragment"}, "invalid_request"),
    "N-AZ-22 FORM_POST": ({"response_mode": "FORM_POST"}, "invalid_request"),
    "N-AZ-22 two": ({"response_mode": "query form_post"}, "invalid_request"),
    "N-AZ-22 web_message": ({"response_mode": "web_message"}, "invalid_request"),
    "N-AZ-22 query.jwt": ({"response_mode": "query.jwt"}, "invalid_request"),
}


@pytest.mark.parametrize(("changes", "error"), FAULTS.values(), ids=FAULTS.keys())
async def test_a_parameter_that_cannot_be_right_is_told_to_the_client(
    browser: Browser, provider: Provider, changes: dict[str, str | None], error: str
) -> None:
    """N-AZ-08, N-AZ-10, N-AZ-11, N-AZ-12, N-AZ-13, N-AZ-17, N-AZ-19, N-AZ-21, N-AZ-22."""
    assert_error_redirect(await browser.authorize(**changes), error)

    # Nothing was sent to Discord, kept, or set in the browser.
    assert provider.upstream.sent == []
    assert provider.memory.everything() == ""
    assert not browser.http.cookies


async def test_a_public_client_must_send_a_code_challenge(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-09: PKCE is required of public clients only, as the contract says."""
    response = await browser.authorize(
        client_id=PUBLIC_ID,
        redirect_uri=PUBLIC_REDIRECT,
        code_challenge=None,
        code_challenge_method=None,
    )

    assert_error_redirect(response, "invalid_request", to=PUBLIC_REDIRECT)
    assert provider.upstream.sent == []


async def test_a_confidential_client_may_do_without_a_code_challenge(browser: Browser) -> None:
    """N-AZ-09."""
    code = await browser.code(code_challenge=None, code_challenge_method=None)

    assert (await browser.exchange(code, code_verifier=None)).status_code == 200


async def test_unknown_scopes_are_dropped_and_the_granted_ones_returned(browser: Browser) -> None:
    """N-AZ-11, N-TK-16."""
    tokens = await browser.tokens(scope="openid offline_access phone groups xroles")

    assert tokens["scope"] == "openid groups"


async def test_a_space_too_many_does_no_harm(browser: Browser) -> None:
    """N-AZ-11."""
    tokens = await browser.tokens(scope=" openid  groups ")

    assert tokens["scope"] == "openid groups"


async def test_scopes_beyond_what_the_client_may_have_are_dropped(browser: Browser) -> None:
    """N-AZ-11, N-TK-16."""
    code = await browser.code(client_id="openid-only", scope="openid email roles")
    response = await browser.exchange(code, client_id="openid-only")

    assert response.json()["scope"] == "openid"


async def test_without_openid_there_is_no_id_token(browser: Browser) -> None:
    """N-AZ-11."""
    tokens = await browser.tokens(scope="profile roles")

    assert "id_token" not in tokens


async def test_the_response_mode_query_may_be_named(browser: Browser) -> None:
    """N-AZ-22."""
    response = await browser.sign_in(response_mode="query")

    answer = query_of(response.headers["location"])
    assert response.headers["location"].startswith(REDIRECT + "?")
    assert answer["state"] == STATE


async def test_the_email_scope_alone_asks_discord_for_the_address(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-11."""
    await browser.begin(scope="openid email")
    await browser.begin(scope="openid profile roles")

    assert [trip.email for trip in provider.upstream.sent] == [True, False]

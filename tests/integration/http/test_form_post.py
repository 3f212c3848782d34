"""response_mode=form_post: the answer is posted to the application, errors too."""

from base64 import b64encode
from hashlib import sha256

import httpx
import pytest

from application.ports.upstream import UpstreamUnavailable
from tests import builders
from tests.integration.http.answers import (
    assert_error_form,
    assert_error_redirect,
    assert_page,
    posted_answer,
)
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    HTTPS_ISSUER,
    LOOPBACK_REDIRECT,
    NATIVE_REDIRECT,
    PUBLIC_ID,
    REDIRECT_WITH_QUERY,
    Provider,
)
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

BY_POST = {"response_mode": "form_post"}
HOSTILE = [
    "\"><svg onload=1>'",
    "</script><script>alert(1)</script>",
    "</form><form action=https://evil.example/>",
    "{{ 9999*9999 }}",
    "&quot;&amp;&#x3c;",
    "\u202e<b>\u3042",
    "' autofocus onfocus='alert(1)",
]


async def test_a_code_is_posted_with_state_and_issuer(browser: Browser) -> None:
    """N-AZ-22, N-AZ-13: after a trip, and from the session."""
    for response in (await browser.sign_in(**BY_POST), await browser.authorize(**BY_POST)):
        answer = posted_answer(response)

        assert answer.keys() == {"code", "state", "iss"}
        assert (answer["state"], answer["iss"]) == ("client-state-1", HTTPS_ISSUER)
        assert "location" not in response.headers
        assert answer["code"] not in str(response.url)
        assert answer["code"] not in str(response.headers)
        assert (await browser.exchange(answer["code"])).status_code == 200


async def test_the_page_runs_one_script_which_its_policy_knows(browser: Browser) -> None:
    """N-AZ-22, N-X-03: and posts without it at the press of a button."""
    response = await browser.sign_in(**BY_POST)
    page, policy = Page(response), response.headers["content-security-policy"].split("; ")

    assert page.script.count("submit()") == 1
    digest = b64encode(sha256(page.script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "form-action 'self' https:" in policy
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert "unsafe" not in str(policy)
    assert response.text.count("<script>") == 1
    assert page.form.buttons == {"Continue": {}}


@pytest.mark.parametrize("state", HOSTILE)
async def test_a_hostile_state_is_posted_as_it_was_and_is_no_markup(
    browser: Browser, state: str
) -> None:
    """N-AZ-12, N-AZ-22 (C-67): in a success and in an error."""
    refused = await browser.authorize(**BY_POST, prompt="none", state=state)
    success = await browser.sign_in(**BY_POST, state=state)

    for response in (refused, success):
        assert posted_answer(response)["state"] == state
        page = Page(response)
        assert page.elements <= {
            *("html", "head", "meta", "title", "style", "body", "header", "main"),
            *("h1", "p", "bdi", "form", "input", "button", "script"),
        }
        assert "99980001" not in response.text
        assert "onload=1>" not in response.text
        assert "<script>alert" not in response.text


ERRORS: dict[str, tuple[dict[str, str | None], str]] = {
    "login_required": ({"prompt": "none"}, "login_required"),
    "no response_type": ({"response_type": None}, "invalid_request"),
    "another response_type": ({"response_type": "token"}, "unsupported_response_type"),
    "scope": ({"scope": "nothing"}, "invalid_scope"),
    "max_age": ({"max_age": "x"}, "invalid_request"),
    "claims": ({"claims": "x"}, "invalid_request"),
    "hint": ({"id_token_hint": "x"}, "invalid_request"),
    "request": ({"request": "x"}, "request_not_supported"),
}


@pytest.mark.parametrize(("changes", "error"), ERRORS.values(), ids=ERRORS.keys())
async def test_a_refused_request_is_told_in_the_same_way(
    browser: Browser, changes: dict[str, str | None], error: str
) -> None:
    """N-AZ-22."""
    assert_error_form(await browser.authorize(**BY_POST, **changes), error)


async def test_so_is_what_goes_wrong_on_the_way(browser: Browser, provider: Provider) -> None:
    """N-AZ-22: a cancel at Discord, a fault there, a lost store."""
    refused = await browser.come_back(await browser.begin(**BY_POST), error="access_denied")
    assert_error_form(refused, "access_denied")
    provider.upstream.answer = UpstreamUnavailable("canary")
    assert_error_form(await browser.sign_in(**BY_POST), "temporarily_unavailable")
    provider.memory.down = True
    assert_error_form(await browser.authorize(**BY_POST), "temporarily_unavailable")


async def test_somebody_outside_posts_the_refusal_by_a_button(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-22: the page itself posts nothing on its own."""
    provider.upstream.answer = builders.an_identity(membership=None)
    response = await browser.sign_in(**BY_POST)
    page = Page(response)

    assert_page(response, 403)
    assert "script" not in page.elements
    assert page.form.fields["error"] == "access_denied"
    assert page.form.fields["state"] == "client-state-1"
    assert page.form.buttons == {f"Back to {CLIENT_ID}": {}}


async def test_a_query_of_the_registered_address_stays_and_nothing_is_added(
    browser: Browser,
) -> None:
    """N-AZ-03, N-AZ-22."""
    response = await browser.sign_in(**BY_POST, redirect_uri=REDIRECT_WITH_QUERY)

    answer = posted_answer(response, to=REDIRECT_WITH_QUERY)
    assert answer.keys() == {"code", "state", "iss"}


async def test_a_program_on_the_device_is_posted_to_only_where_it_listens_on_the_web(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-22 (C-67): nothing can be posted to a private scheme."""
    private = {"client_id": PUBLIC_ID, "redirect_uri": NATIVE_REDIRECT, **BY_POST}
    refused = await browser.authorize(**private)
    assert_error_redirect(refused, "invalid_request", to=f"{NATIVE_REDIRECT}?")
    assert provider.upstream.sent == []

    loopback = {"client_id": PUBLIC_ID, "redirect_uri": LOOPBACK_REDIRECT, **BY_POST}
    response = await browser.sign_in(**loopback)
    assert "code" in posted_answer(response, to=LOOPBACK_REDIRECT)
    assert "form-action 'self' http: https:" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/cb"},
        {"redirect_uri": None},
        {"client_id": "nobody"},
        {"client_id": "nobody", "redirect_uri": "https://evil.example/cb", "prompt": "none"},
    ],
)
async def test_an_address_that_is_not_registered_never_gets_a_form(
    browser: Browser, changes: dict[str, str | None]
) -> None:
    """N-AZ-02, N-AZ-03 (C-67): by GET, by POST, with a session."""
    await browser.code()
    asked = dict((await browser.authorize(**BY_POST, **changes)).request.url.params)
    answers: list[httpx.Response] = [
        await browser.authorize(**BY_POST, **changes),
        await browser.follow(await browser.http.post("/oauth/authorize", data=asked)),
    ]

    for answer in answers:
        assert_page(answer)
        assert Page(answer).forms == []
        assert "evil" not in answer.text

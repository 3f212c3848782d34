"""prompt=none: an answer at once, and never a page."""

import json

import pytest

from tests import builders
from tests.integration.http.answers import assert_error_form, assert_error_redirect, posted_answer
from tests.integration.http.browser import Browser
from tests.integration.http.harness import NATIVE, ONCE_ID, OTHER, REDIRECT, Provider

pytestmark = pytest.mark.anyio

SUB_OF_ANOTHER = json.dumps({"id_token": {"sub": {"value": "1" * 18}}})
# What a session of 100 seconds, without the address, answers to.
REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "an older sign-in than max_age": ({"max_age": "99"}, "login_required"),
    "max_age=0": ({"max_age": "0"}, "login_required"),
    "another person": ({"claims": SUB_OF_ANOTHER}, "login_required"),
    "a hint that is none": ({"id_token_hint": "x.y.z"}, "login_required"),
    "the address": ({"scope": "openid email"}, "interaction_required"),
    "the address, and too old": ({"scope": "openid email", "max_age": "9"}, "login_required"),
    "consent": ({"client_id": ONCE_ID}, "consent_required"),
    "consent, always": ({"client_id": "always"}, "consent_required"),
    "consent, and too old": ({"client_id": ONCE_ID, "max_age": "1"}, "login_required"),
    "default_max_age": ({"client_id": "aged"}, "login_required"),
    "an acr that is not ours": (
        {"claims": json.dumps({"id_token": {"acr": {"essential": True, "value": "x"}}})},
        "unmet_authentication_requirements",
    ),
    "a scope that is none": ({"scope": "nothing"}, "invalid_scope"),
    "none and login": ({"prompt": "none login"}, "invalid_request"),
    "none and consent": ({"prompt": "none consent"}, "invalid_request"),
    "none and select_account": ({"prompt": "select_account none"}, "invalid_request"),
}


@pytest.mark.parametrize(("changes", "error"), REFUSED.values(), ids=REFUSED.keys())
async def test_what_would_need_a_page_is_an_error_instead(
    browser: Browser, provider: Provider, changes: dict[str, str], error: str
) -> None:
    """N-AZ-17 (C-65): in both modes, and nothing is begun or used up."""
    await browser.sign_in(scope="openid")
    provider.clock.advance(100)
    before = provider.memory.everything().replace("session:", "")
    asked = {"scope": "openid", "prompt": "none", **changes}

    refused = await browser.authorize(**asked)
    posted = await browser.authorize(**asked, response_mode="form_post")

    assert_error_redirect(refused, error)
    assert_error_form(posted, error)
    assert len(provider.upstream.sent) == 1
    kinds = [line.partition(":")[0] for line in provider.memory.everything().splitlines()]
    assert len(kinds) == len(before.splitlines())
    assert not {"interaction", "posted_req"} & set(kinds)


async def test_with_a_session_the_same_sign_in_is_told_at_once(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-17: same sub, same auth_time, same sid."""
    first = await browser.told(await browser.sign_in())
    provider.clock.advance(10)
    second = await browser.told(await browser.authorize(prompt="none"))
    other = await browser.told(await browser.authorize(prompt="none", **OTHER), **OTHER)

    for name in ("sub", "auth_time", "sid"):
        assert first[name] == second[name] == other[name]
    assert len(provider.upstream.sent) == 1


async def test_with_a_session_the_code_may_be_posted(browser: Browser) -> None:
    """N-AZ-17, N-AZ-22: a page that posts itself asks nobody."""
    await browser.code()
    answer = posted_answer(await browser.authorize(prompt="none", response_mode="form_post"))

    assert answer.keys() == {"code", "state", "iss"}


async def test_without_a_session_nothing_is_begun(browser: Browser, provider: Provider) -> None:
    """N-AZ-17: and no cookie is set."""
    for changes in ({}, {"max_age": "10"}, {"scope": "openid email"}, {"client_id": ONCE_ID}):
        refused = await browser.authorize(prompt="none", **changes)
        assert_error_redirect(refused, "login_required", to=REDIRECT)
        assert "set-cookie" not in refused.headers

    assert provider.upstream.sent == []
    assert provider.memory.everything() == ""


async def test_a_public_client_on_the_device_cannot_find_out_anything_by_itself(
    browser: Browser,
) -> None:
    """N-AZ-17 (C-48): whoever poses as it gets no code without the person."""
    page = await browser.asked(**NATIVE)
    assert (
        (await browser.press(page, "Allow"))
        .headers["location"]
        .startswith(NATIVE["redirect_uri"] + "?code=")
    )

    refused = await browser.authorize(prompt="none", **NATIVE)
    assert_error_redirect(refused, "consent_required", to=NATIVE["redirect_uri"])


async def test_the_store_being_down_is_told_to_the_client(
    browser: Browser, provider: Provider
) -> None:
    """F-01 (C-65)."""
    await browser.code()
    provider.memory.down = True

    assert_error_redirect(await browser.authorize(prompt="none"), "temporarily_unavailable")


async def test_remembered_consent_is_enough(browser: Browser, provider: Provider) -> None:
    """N-AZ-17: for the same scopes; and the person is not asked again."""
    page = await browser.asked(client_id=ONCE_ID)
    await browser.press(page, "Allow")
    told = await browser.told(
        await browser.authorize(prompt="none", client_id=ONCE_ID), client_id=ONCE_ID
    )

    assert told["sub"] == builders.DISCORD_ID
    assert len(provider.upstream.sent) == 1

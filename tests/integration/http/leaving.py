"""Signing out over HTTP: what each outcome looks like, and what is left afterwards."""

from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.integration.http.answers import assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    GOODBYE,
    HTTPS_ISSUER,
    OTHER,
    SIGN_OUT,
    SIGNED_OUT,
    Provider,
)

YES, NO = "Sign out", "Stay signed in"
GO = {"client_id": CLIENT_ID, "post_logout_redirect_uri": GOODBYE, "state": "s"}


def led_to(answer: httpx.Response, *, at: str = GOODBYE) -> str | None:
    """Check that the browser is sent to an application with nothing but a state; give that."""
    assert answer.status_code == 303, answer.text
    assert answer.text == ""
    location = answer.headers["location"]
    assert location.startswith(at), location
    added = parse_qsl(location.removeprefix(at)[1:], keep_blank_values=True, strict_parsing=False)
    assert [name for name, _ in added] in ([], ["state"]), location
    assert location.isprintable()
    assert location.isascii()
    assert not urlsplit(location).fragment
    return added[0][1] if added else None


def assert_signed_out_here(answer: httpx.Response) -> None:
    """Check that the browser is sent to our own page."""
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == HTTPS_ISSUER + SIGNED_OUT


def assert_asks(answer: httpx.Response) -> None:
    """Check that the browser is sent to the question, and keeps its session."""
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith(f"{HTTPS_ISSUER}{SIGN_OUT}?logout=")
    assert "guildpass_session" not in str(answer.headers.get_list("set-cookie"))


async def assert_refused(browser: Browser, answer: httpx.Response) -> None:
    """Check that a page is shown, and that nothing was ended and nobody told."""
    assert_page(answer)
    assert "set-cookie" not in answer.headers
    assert browser.provider.delivery.sent == []
    assert await browser.is_signed_in()


async def hint_of(browser: Browser, **asked: str | None) -> str:
    """Sign in, and give the ID token."""
    return str((await browser.tokens(**asked))["id_token"])


async def is_signed_out(provider: Provider, browser: Browser, session: str) -> bool:
    """Tell whether neither the browser nor its old cookie is good for anything."""
    thief = Browser(provider)
    thief.http.cookies.set(browser.session_cookie, session, domain="id.example.org", path="/")
    everywhere = [
        await who.is_signed_in(**asked) for who in (browser, thief) for asked in ({}, OTHER)
    ]
    return not any(everywhere)

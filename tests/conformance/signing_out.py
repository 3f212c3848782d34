"""Signing out at the end session endpoint, and what can come of it."""

from secrets import SystemRandom
from string import ascii_letters, digits, punctuation
from urllib.parse import quote, urlencode

import httpx

from tests.conformance.browser import SIGNED_OUT_PAGE, Arrival
from tests.conformance.checks.answer import NOT_WITHOUT_ASKING
from tests.conformance.clients import StaticClient
from tests.conformance.markup import Page
from tests.conformance.module import Module

_PRINTABLE = [*ascii_letters, *digits, *punctuation, " "]
# "%2B" is a plus only to those who decode twice.
_AWKWARD = ['"', "<", ">", "&", "%", "#", "+", " ", "=", "\\", "%2B"]
_LENGTH = 50


def awkward_state() -> str:
    """Give 50 characters of printable ASCII, those that need escaping among them."""
    dice = SystemRandom()
    parts = [*_AWKWARD, *dice.choices(_PRINTABLE, k=_LENGTH - len("".join(_AWKWARD)))]
    dice.shuffle(parts)
    return "".join(parts)


def end_session(module: Module, **parameters: str) -> Arrival | Page:
    """Send the browser to the end session endpoint, by GET; asked, the person signs out."""
    module.browser.seen.clear()
    module.browser.keep_cookies()
    query = urlencode(parameters, quote_via=quote)
    endpoint = module.metadata["end_session_endpoint"]
    return module.browser.open(f"{endpoint}?{query}" if query else endpoint)


def check_return(ended: Arrival | Page, client: StaticClient, state: str | None) -> None:
    """Check that the browser came back to the application, with the state and nothing else."""
    assert isinstance(ended, Arrival), f"ended in a page: {ended.status} {ended.url}"
    assert ended.method == "GET"
    assert ended.url.partition("?")[0] == client.post_logout_redirect_uri
    if state is None:
        assert ended.url == client.post_logout_redirect_uri
    else:
        assert ended.query == {"state": state}


def check_signed_out(module: Module, client: StaticClient) -> None:
    """Check that nobody is signed in any more, not even with the cookies of before."""
    assert module.browser.cookies_lost
    _check_nobody_is_signed_in(module, client)
    module.browser.put_back_cookies()
    _check_nobody_is_signed_in(module, client)


def _check_nobody_is_signed_in(module: Module, client: StaticClient) -> None:
    request = module.request(client, prompt="none")
    answer = module.answer(module.authorize(request), request)
    assert answer["error"] in NOT_WITHOUT_ASKING


def check_signed_out_page(module: Module, ended: Arrival | Page) -> None:
    """Check that the browser is at the end of the way, and let a person look at the page."""
    assert isinstance(ended, Page), f"led on to {ended.url}"
    assert ended.url.path == SIGNED_OUT_PAGE
    assert ended.status == httpx.codes.OK
    assert not ended.forms
    module.review("a person looks at the signed-out page")


def check_refusal(module: Module, ended: Arrival | Page, client: StaticClient) -> None:
    """Check that nobody was sent on or signed out, and let a person look at the page."""
    assert isinstance(ended, Page), f"led on to {ended.url}"
    assert ended.is_refusal
    assert module.sign_in(client, prompt="none").pages == []
    module.review("a person looks at the error page")

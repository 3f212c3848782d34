"""Faults on our side: the store is down, or something nobody thought of happens."""

import asyncio

import pytest
from dependency_injector import providers
from structlog.typing import EventDict

from adapters.system.token_generator import SecretsTokenGenerator
from domain.identity import Identity
from tests import builders
from tests.fakes.upstream import FakeUpstream
from tests.integration.http.answers import (
    assert_error_redirect,
    assert_nothing_leaks,
    assert_oauth_error,
    assert_page,
)
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CLIENT_ID,
    DISCOVERY,
    HEALTH,
    INTROSPECT,
    JWKS,
    REVOKE,
    SECRET,
    TOKEN,
    USERINFO,
    BreakableMemory,
    Provider,
    raise_unexpected,
)

pytestmark = pytest.mark.anyio

LIVE, READY = HEALTH


async def test_without_the_store_every_endpoint_says_so_in_its_own_way(
    browser: Browser, provider: Provider
) -> None:
    """F-01 (C-23)."""
    state, code = await browser.begin(), await browser.code()
    token = (await browser.tokens())["access_token"]
    provider.memory.down = True

    assert_error_redirect(await browser.authorize(), "temporarily_unavailable")
    page = await browser.come_back(state)
    assert_page(page, 503)
    refused, told = await browser.exchange(code), await browser.userinfo(token)
    about = {"client_id": CLIENT_ID, "client_secret": SECRET, "token": token}
    asked = [await browser.http.post(path, data=about) for path in (REVOKE, INTROSPECT)]
    for response in (refused, told, *asked):
        assert_oauth_error(response, 503, "temporarily_unavailable")
    assert "www-authenticate" not in told.headers
    assert all(int(r.headers["retry-after"]) > 0 for r in (page, refused, told, *asked))


async def test_without_the_store_what_needs_none_still_answers(
    browser: Browser, provider: Provider
) -> None:
    """F-01."""
    provider.memory.down = True
    statuses = {p: (await browser.http.get(p)).status_code for p in (*DISCOVERY, JWKS, *HEALTH)}

    assert statuses.pop(READY) == 503
    assert set(statuses.values()) == {200}
    assert_page(await browser.authorize(client_id="nobody"))
    assert_oauth_error(await browser.exchange("x", client_secret="no"), 401, "invalid_client")
    assert (await browser.userinfo("junk")).status_code == 401


async def test_when_the_store_comes_back_nothing_was_lost(
    browser: Browser, provider: Provider
) -> None:
    """F-01."""
    state, code = await browser.begin(), await browser.code()
    provider.memory.down = True
    await asyncio.gather(browser.come_back(state), browser.exchange(code), browser.authorize())
    provider.memory.down = False

    assert (await browser.exchange(code)).status_code == 200
    assert (await browser.come_back(state)).status_code == 303
    assert (await browser.http.get(READY)).status_code == 200


class UpstreamThatBreaksTheStore(FakeUpstream):
    def __init__(self, memory: BreakableMemory) -> None:
        super().__init__(builders.an_identity())
        self._memory = memory

    async def identify(self, code: str, *, code_verifier: str, email: bool) -> Identity:
        identity = await super().identify(code, code_verifier=code_verifier, email=email)
        self._memory.down = True
        return identity


async def test_a_store_lost_during_the_trip_is_told_to_the_client(
    browser: Browser, provider: Provider
) -> None:
    """F-01: the client is known by then."""
    upstream = UpstreamThatBreaksTheStore(provider.memory)
    provider.container.adapters.upstream.override(providers.Object(upstream))

    assert_error_redirect(await browser.sign_in(), "temporarily_unavailable")


class TokensThatBreakTheStore(SecretsTokenGenerator):
    def __init__(self, memory: BreakableMemory) -> None:
        self._memory = memory
        self.armed = False

    def token(self) -> str:
        self._memory.down = self._memory.down or self.armed
        return super().token()


async def test_a_store_lost_between_looking_and_redeeming_does_not_burn_the_code(
    browser: Browser, provider: Provider
) -> None:
    """F-01: and no token leaves."""
    tokens = TokensThatBreakTheStore(provider.memory)
    provider.container.adapters.tokens.override(providers.Object(tokens))
    code = await browser.code()
    tokens.armed = True

    assert_oauth_error(await browser.exchange(code), 503, "temporarily_unavailable")
    tokens.armed = provider.memory.down = False
    assert (await browser.exchange(code)).status_code == 200


def only_error(logs: list[EventDict]) -> EventDict:
    (error,) = [entry for entry in logs if entry["log_level"] == "error"]
    return error


@pytest.mark.parametrize(
    ("path", "use_case"), [(AUTHORIZE, "authorize"), (CALLBACK, "complete_login")]
)
async def test_an_unexpected_fault_is_a_page_where_a_person_waits(
    browser: Browser, provider: Provider, logs: list[EventDict], path: str, use_case: str
) -> None:
    """N-AZ-02: no redirect, even now; the log has the traceback, the page a reference to it."""
    getattr(provider.container, use_case).override(providers.Object(raise_unexpected))
    response = await browser.http.get(path, params={"redirect_uri": "https://evil.example/"})

    assert_page(response, 500)
    error = only_error(logs)
    assert isinstance(error["exc_info"], RuntimeError)
    assert error["reference"] in response.text


ENDPOINTS = [
    ("POST", TOKEN, "exchange_grant"),
    ("POST", REVOKE, "revoke_token"),
    ("POST", INTROSPECT, "introspect_token"),
    ("GET", USERINFO, "get_userinfo"),
    ("GET", DISCOVERY[0], "describe_provider"),
    ("GET", JWKS, "publish_keys"),
    ("GET", READY, "check_readiness"),
]


@pytest.mark.parametrize(("method", "path", "use_case"), ENDPOINTS)
async def test_an_unexpected_fault_is_a_server_error_for_programs(
    browser: Browser,
    provider: Provider,
    logs: list[EventDict],
    method: str,
    path: str,
    use_case: str,
) -> None:
    """N-TK-18: the shape is kept, nothing of the fault is told, and the log has it."""
    getattr(provider.container, use_case).override(providers.Object(raise_unexpected))
    form = {"client_id": "x"} if method == "POST" else None
    response = await browser.http.request(
        method, path, data=form, headers={"Authorization": "Bearer x"} if form is None else {}
    )

    assert_oauth_error(response, 500, "server_error")
    assert isinstance(only_error(logs)["exc_info"], RuntimeError)


async def test_a_fault_of_the_cross_origin_check_still_gets_an_answer(
    browser: Browser, provider: Provider
) -> None:
    """N-TK-20: the answer, without leave for the script."""
    provider.container.allow_origin.override(providers.Object(raise_unexpected))
    response = await browser.exchange("x", {"Origin": "https://app.example.org"})

    assert response.status_code in {400, 500}
    assert "access-control-allow-origin" not in response.headers
    assert_nothing_leaks(response)

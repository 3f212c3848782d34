"""The way to every page there is, with the worst names a person or an operator can choose."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
from dependency_injector import providers

from tests import builders
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    BLOCKED_ID,
    CALLBACK,
    CLIENT_ID,
    HOSTILE_NAME,
    LOOPBACK_REDIRECT,
    NATIVE_ID,
    SWITCHED_OFF_ID,
    Provider,
    raise_unexpected,
)
from tests.integration.http.program import OFFLINE, refreshing
from tests.integration.http.refreshing_clients import clients
from tests.unit.entrypoints.pictures import PNG, SCRIPTED_SVG

HOSTILE_PERSON = "</title><b>{x}\u202e\u2066 \u05d0\u05d1" + "W" * 60
HOSTILE_STATE = "</style><script>alert(1)</script>\u202e{{7*7}}"


def dressed_up(key_file: str, directory: Path) -> Provider:
    """Give a provider with all the branding there is, and hostile names everywhere."""
    (directory / "logo").write_bytes(SCRIPTED_SVG)
    (directory / "client").write_bytes(PNG)
    worst = {
        "client_name": HOSTILE_NAME + " \u05d0" + "W" * 100,
        "logo_file": str(directory / "client"),
    }
    provider = refreshing(
        key_file,
        OAUTH_CLIENTS=clients(**dict.fromkeys((CLIENT_ID, NATIVE_ID, SWITCHED_OFF_ID), worst)),
        BRAND_NAME="</title><b>Club & Söhne</b>",
        BRAND_LOGO_FILE=str(directory / "logo"),
        BRAND_ACCENT="#ffdd00",
        SUPPORT_URL="https://club.example/help?a=1&b='2'",
    )
    provider.upstream.answer = builders.an_identity(username=HOSTILE_PERSON)
    return provider


async def sign_in(browser: Browser, language: str) -> httpx.Response:
    return await browser.page_for(prompt="login", ui_locales=language, state=HOSTILE_STATE)


async def sign_in_again(browser: Browser, language: str) -> httpx.Response:
    await browser.code()
    return await browser.page_for(max_age="0", ui_locales=language)


async def choose_account(browser: Browser, language: str) -> httpx.Response:
    await browser.code()
    return await browser.page_for(prompt="select_account", ui_locales=language)


async def consent(browser: Browser, language: str) -> httpx.Response:
    return await browser.asked(prompt="consent", ui_locales=language, state=HOSTILE_STATE)


async def consent_on_device(browser: Browser, language: str) -> httpx.Response:
    native = {"client_id": NATIVE_ID, "redirect_uri": LOOPBACK_REDIRECT}
    return await browser.asked(**native, ui_locales=language)


async def consent_once(browser: Browser, language: str) -> httpx.Response:
    return await browser.asked(client_id="once", ui_locales=language)


async def consent_offline(browser: Browser, language: str) -> httpx.Response:
    return await browser.asked(prompt="consent", scope=OFFLINE, ui_locales=language)


async def blocked(browser: Browser, language: str) -> httpx.Response:
    somebody = builders.an_identity(discord_id=BLOCKED_ID, username=HOSTILE_PERSON)
    browser.provider.upstream.answer = somebody
    return await browser.sign_in(ui_locales=language, state=HOSTILE_STATE)


async def switched_off(browser: Browser, language: str) -> httpx.Response:
    off = {"client_id": SWITCHED_OFF_ID, "state": HOSTILE_STATE}
    return await browser.authorize(**off, ui_locales=language)


async def not_a_member(browser: Browser, language: str) -> httpx.Response:
    upstream = browser.provider.upstream
    upstream.answer = builders.an_identity(username=HOSTILE_PERSON, membership=None)
    return await browser.sign_in(ui_locales=language, state=HOSTILE_STATE)


async def not_yet_a_member(browser: Browser, language: str) -> httpx.Response:
    membership = builders.a_membership(pending=True)
    browser.provider.upstream.answer = builders.an_identity(membership=membership)
    return await browser.sign_in(ui_locales=language, response_mode="form_post")


async def form_post(browser: Browser, language: str) -> httpx.Response:
    return await browser.sign_in(
        ui_locales=language, response_mode="form_post", state=HOSTILE_STATE
    )


async def refused_form_post(browser: Browser, language: str) -> httpx.Response:
    return await browser.authorize(
        ui_locales=language, response_mode="form_post", prompt="none", state="'" * 2048
    )


async def unknown_client(browser: Browser, language: str) -> httpx.Response:
    return await browser.authorize(client_id=HOSTILE_STATE, ui_locales=language)


async def expired(browser: Browser, language: str) -> httpx.Response:
    page = await sign_in(browser, language)
    browser.provider.clock.advance(601)
    return await browser.http.get(str(page.url))


async def expired_answer(browser: Browser, language: str) -> httpx.Response:
    page = await sign_in(browser, language)
    browser.provider.clock.advance(601)
    button = "Weiter mit Discord" if language == "de" else "Continue with Discord"
    return await browser.press(page, button)


async def foreign_browser(browser: Browser, language: str) -> httpx.Response:
    page = await sign_in(browser, language)
    browser.http.cookies.clear()
    return await browser.http.get(str(page.url))


async def foreign_issuer(browser: Browser, language: str) -> httpx.Response:
    browser.http.headers["Accept-Language"] = language
    return await browser.come_back(await browser.begin(), iss="https://evil.example")


async def malformed(browser: Browser, language: str) -> httpx.Response:
    query = {"state": await browser.begin(), "code": "", "ui_locales": language}
    return await browser.http.get(CALLBACK, params=query)


async def unavailable(browser: Browser, language: str) -> httpx.Response:
    page = await sign_in(browser, language)
    browser.provider.memory.down = True
    return await browser.http.get(str(page.url))


async def unexpected(browser: Browser, language: str) -> httpx.Response:
    page = await sign_in(browser, language)
    broken = providers.Object(raise_unexpected)
    browser.provider.container.describe_question.override(broken)
    return await browser.http.get(str(page.url))


EVERY_PAGE: dict[str, Callable[[Browser, str], Awaitable[httpx.Response]]] = {
    way.__name__: way
    for way in (
        *(sign_in, sign_in_again, choose_account),
        *(consent, consent_on_device, consent_once, consent_offline, blocked, switched_off),
        *(not_a_member, not_yet_a_member, form_post, refused_form_post),
        *(unknown_client, expired, expired_answer, foreign_browser, foreign_issuer),
        *(malformed, unavailable, unexpected),
    )
}

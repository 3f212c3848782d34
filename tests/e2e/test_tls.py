"""``TLS_CERT_FILE`` and ``TLS_KEY_FILE``: the server speaks https itself."""

import pytest

from demo.discord.members import CAPTAIN
from tests.e2e.browser import Browser, location_of
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.relying_party import relying_party
from tests.e2e.sockets import exchange

pytestmark = pytest.mark.anyio

COOKIES = ["__Host-guildpass_browser", "__Host-guildpass_session"]


async def test_somebody_signs_in_and_both_cookies_stay_with_this_host_and_https(
    secure: Provider,
) -> None:
    async with (
        Browser(secure.trust) as browser,
        relying_party(secure.issuer, trust=secure.trust) as application,
    ):
        attempt = application.begin()
        sent = await browser.get(attempt.url)
        callback = await browser.agree(await browser.get(location_of(sent)))
        returned = await browser.get(callback)
        token = await application.redeem(attempt, location_of(returned))
        claims = await application.verified(token, attempt.nonce)

    assert (claims["iss"], claims["sub"]) == (secure.issuer, CAPTAIN.id)
    set_cookies = [
        cookie for page in (sent, returned) for cookie in page.headers.get_list("set-cookie")
    ]
    assert [cookie.partition("=")[0] for cookie in set_cookies] == COOKIES
    for cookie in set_cookies:
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= attributes
        assert not any(part.startswith("domain") for part in attributes)


async def test_a_second_sign_in_finds_the_session_by_its_cookie(
    secure: Provider, discord: DiscordServer
) -> None:
    async with (
        Browser(secure.trust) as browser,
        relying_party(secure.issuer, trust=secure.trust) as application,
    ):
        await application.sign_in(browser)
        discord.simulator.calls.clear()
        await application.sign_in(browser)

    assert not discord.simulator.calls


def test_who_speaks_plain_http_gets_no_answer(secure: Provider) -> None:
    answer = exchange(secure, b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
    assert not answer.startswith(b"HTTP/")


def test_the_start_is_logged_with_tls_and_no_complaint(secure: Provider) -> None:
    (serving,) = secure.events("serving")
    assert serving["tls"] is True
    assert secure.complaints == ""

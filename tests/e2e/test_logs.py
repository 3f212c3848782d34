"""What the log says, and what it never says, whatever went well or wrong."""

import base64
from urllib.parse import parse_qsl

import pytest

from demo.dashboard.authlib_client import OAuthError
from demo.discord.members import CAPTAIN, OUTSIDER
from demo.discord.simulator import Answer
from tests.e2e.browser import Browser, answer_in, location_of
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import BOT_TOKEN, CLIENT_SECRET, DiscordServer
from tests.e2e.relying_party import Attempt, Registration, RelyingParty, relying_party
from tests.e2e.world import DASHBOARD, DASHBOARD_SECRET
from tests.redis_process import RedisProcess

pytestmark = pytest.mark.anyio

WRONG_SECRET = "canary-of-a-wrong-secret"
BASIC = base64.b64encode(f"{DASHBOARD}:{DASHBOARD_SECRET}".encode()).decode()
DOORS = {"code", "state", "interaction", "reference"}
CONFIGURED = {DASHBOARD_SECRET, BASIC, WRONG_SECRET, BOT_TOKEN, CLIENT_SECRET}


class Secrets:
    """Everything that was secret in the course of one story."""

    def __init__(self) -> None:
        self.values = set(CONFIGURED)
        self.doors: set[str] = set()

    def of(self, attempt: Attempt) -> Attempt:
        """Note what the application made up."""
        self.values |= {attempt.state, attempt.nonce, attempt.code_verifier}
        return attempt

    def of_url(self, url: str) -> str:
        """Note what opens a door in an address."""
        opening = {name: value for name, value in _query(url) if name in DOORS}
        self.values |= set(opening.values())
        self.doors |= opening.keys()
        return url

    def of_token(self, token: dict[str, str]) -> None:
        """Note tokens."""
        self.values |= {token["access_token"], token["id_token"]}

    def of_browser(self, browser: Browser) -> None:
        """Note every cookie, and where it has been."""
        self.values |= {str(cookie.value) for cookie in browser.http.cookies.jar}
        for url in browser.visited:
            self.of_url(url)

    def of_discord(self, discord: DiscordServer) -> None:
        """Note what passed between Discord and the provider."""
        simulator = discord.simulator
        self.values |= {*simulator.codes, *simulator.tokens}
        self.values |= {request["state"] for request in simulator.authorize_requests}


def _query(url: str) -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for pair in url.partition("?")[2].split("&"))
    return [(name, value) for name, _, value in pairs]


async def is_asked(application: RelyingParty, browser: Browser, secrets: Secrets) -> None:
    """Agree, cancel, sign in anew, and come by POST, with a session."""
    for prompt, choices in (
        ("consent", ["allow"]),
        ("consent", ["cancel"]),
        ("login", ["cancel"]),
        ("login consent", ["continue", "allow"]),
    ):
        page = await browser.open(secrets.of(application.begin(prompt=prompt)).url)
        secrets.of_browser(browser)
        for choice in choices:
            page = await browser.answer(page, choice)
            if page.is_success and choice == "continue":
                page = await browser.choose(page, CAPTAIN)
            secrets.of_browser(browser)
        answer = answer_in(secrets.of_url(location_of(page)))
        assert ("code" in answer) is (choices[-1] == "allow")
    posted = await posts(secrets.of(application.begin(ui_locales="de " * 2_000)), browser)
    assert "code" in answer_in(secrets.of_url(posted))
    secrets.of_browser(browser)


async def posts(attempt: Attempt, browser: Browser) -> str:
    """Come with a request that is too long for an address, and go where that leads."""
    endpoint, _, query = attempt.url.partition("?")
    kept = await browser.http.post(endpoint, data=dict(parse_qsl(query)))
    return location_of(await browser.get(location_of(kept)))


async def goes_wrong(
    application: RelyingParty, browser: Browser, discord: DiscordServer, secrets: Secrets
) -> None:
    """Try whatever is written into the log as a fault."""
    attempt = secrets.of(application.begin())
    callback = secrets.of_url(await browser.to_callback(attempt.url))
    answer = secrets.of_url(location_of(await browser.get(callback)))
    await browser.get(callback)
    thief = Registration(client_secret=WRONG_SECRET)
    async with relying_party(application.metadata["issuer"], thief) as other:
        with pytest.raises(OAuthError, match="invalid_client"):
            await other.redeem(attempt, answer)
    secrets.of_token(await application.redeem(attempt, answer))
    with pytest.raises(OAuthError, match="invalid_grant"):
        await application.redeem(attempt, answer)
    assert (await application.userinfo()).status_code == 401
    async with Browser() as outsider:
        await outsider.choose(await outsider.open(secrets.of(application.begin()).url), OUTSIDER)
        discord.simulator.script(
            "token", Answer(status=500, body=b"<html>" + CLIENT_SECRET.encode())
        )
        attempt = secrets.of(application.begin())
        assert "error" in answer_in(secrets.of_url(await outsider.sign_in(attempt.url)))
        secrets.of_browser(outsider)


@pytest.mark.parametrize("level", ["debug", "info"])
async def test_no_secret_is_ever_logged_and_every_line_is_json(
    start_provider: StartProvider,
    discord: DiscordServer,
    redis_process: RedisProcess,
    browser: Browser,
    level: str,
) -> None:
    provider = start_provider(REDIS_URL=redis_process.url, LOG_LEVEL=level)
    secrets = Secrets()
    async with relying_party(provider.issuer) as application:
        attempt = secrets.of(application.begin())
        answer = secrets.of_url(await browser.sign_in(attempt.url))
        secrets.of_token(await application.redeem(attempt, answer))
        await is_asked(application, browser, secrets)
        async with Browser() as fresh:
            await goes_wrong(application, fresh, discord, secrets)
            secrets.of_browser(fresh)
        redis_process.stop()
        response = await browser.get(secrets.of(application.begin()).url)
        assert answer_in(location_of(response))["error"] == "temporarily_unavailable"
    secrets.of_browser(browser)
    secrets.of_discord(discord)
    assert secrets.doors == DOORS

    events = {line["event"] for line in provider.log()}
    assert {"serving", "signed_in", "tokens_issued", "code_replayed", "not_a_member"} <= events
    assert {"request_refused", "page_shown", "consent_given"} <= events
    assert {"guildpass_browser", "guildpass_session"} <= {c.name for c in browser.http.cookies.jar}
    assert all({"level", "timestamp"} <= line.keys() for line in provider.log())
    assert [secret for secret in secrets.values if secret in provider.output] == []
    assert provider.complaints == ""


async def test_a_page_carries_the_reference_of_its_log_line(
    start_provider: StartProvider, browser: Browser
) -> None:
    provider = start_provider()

    page = await browser.get(f"{provider.issuer}/oauth/authorize?client_id=nobody")

    (line,) = provider.events("page_shown")
    assert line["reference"] in page.text
    assert line["path"] == "/oauth/authorize"
    assert "client_id" in line["reason"]


async def test_an_ordinary_request_leaves_no_line(
    start_provider: StartProvider, browser: Browser
) -> None:
    provider = start_provider()
    before = provider.log()

    for path in ("/health/live", "/jwks.json", "/.env", "/wp-login.php?code=1"):
        await browser.get(provider.issuer + path)

    assert provider.log() == before

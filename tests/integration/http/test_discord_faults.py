"""Whatever Discord answers, the client is told in its own terms, and nothing is let in by it."""

from collections.abc import Callable

import httpx
import pytest

from tests.integration.http.answers import assert_error_redirect, assert_page
from tests.integration.http.browser import Browser
from tests.integration.http.discord_double import MEMBER, USER, DiscordDouble
from tests.integration.http.harness import Provider, query_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def discord(provider: Provider) -> DiscordDouble:
    """Give the Discord that the real adapter talks to."""
    double = DiscordDouble()
    double.put_into(provider)
    return double


def answering(status: int, **content: object) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(status, **content)  # type: ignore[arg-type]  # httpx's own


def failing(fault: type[httpx.TransportError]) -> Callable[[httpx.Request], httpx.Response]:
    def fail(request: httpx.Request) -> httpx.Response:
        raise fault("canary", request=request)

    return fail


LIMITED = {"json": {"retry_after": 65.0, "global": False}, "headers": {"Retry-After": "65"}}
UNUSABLE = {
    "429": answering(429, **LIMITED),
    "500": answering(500, text="canary"),
    "502 HTML": answering(502, html="<h1>canary</h1>"),
    "503": answering(503),
    "200 HTML": answering(200, html="<h1>canary</h1>"),
    "200 nothing": answering(200),
    "200 a list": answering(200, json=[]),
    "200 wrong types": answering(200, json={"access_token": 1, "id": 1, "roles": "x"}),
    "elsewhere": answering(302, headers={"Location": "https://evil.example/"}),
    "401": answering(401, json={"message": "401: Unauthorized", "code": 0}),
    "403": answering(403, json={"message": "Missing Access", "code": 50001}),
    "compressed": answering(200, headers={"Content-Encoding": "br"}, text="{}"),
    "endless": answering(200, content=b" " * 300_000),
    "refused": failing(httpx.ConnectError),
    "cut off": failing(httpx.ReadError),
    "slow": failing(httpx.ReadTimeout),
}


@pytest.mark.parametrize("kind", ["token", "user", "member"])
@pytest.mark.parametrize("answer", UNUSABLE.values(), ids=UNUSABLE.keys())
async def test_an_answer_that_cannot_be_used_is_neither_a_yes_nor_a_no(
    browser: Browser,
    discord: DiscordDouble,
    kind: str,
    answer: Callable[[httpx.Request], httpx.Response],
) -> None:
    """F-22, F-23, F-25: the token call is made once, whatever happens."""
    discord.answers[kind] = answer
    response = await browser.sign_in()

    assert_error_redirect(response, "temporarily_unavailable")
    assert "canary" not in response.headers["location"]
    assert discord.calls.count("token") == 1
    assert all(discord.calls.count(kind) <= 2 for kind in ("user", "member"))


async def test_while_a_rate_limit_holds_discord_is_not_called(
    browser: Browser, provider: Provider, discord: DiscordDouble
) -> None:
    """F-22."""
    discord.answers["token"] = answering(429, **LIMITED)
    await browser.sign_in()
    del discord.answers["token"]

    provider.clock.advance(64)
    assert_error_redirect(await browser.sign_in(), "temporarily_unavailable")
    assert discord.calls == ["token"]
    provider.clock.advance(2)
    assert "code" in query_of((await browser.sign_in()).headers["location"])


async def test_a_server_fault_while_reading_is_tried_once_more(
    browser: Browser, discord: DiscordDouble
) -> None:
    """F-23."""
    answers = iter([httpx.Response(502), httpx.Response(200, json=USER)])
    discord.answers["user"] = lambda _: next(answers)

    assert "code" in query_of((await browser.sign_in()).headers["location"])


EXCHANGES = [
    ({"error": "invalid_grant"}, "access_denied"),
    ({"error": "invalid_client"}, "server_error"),
    ({"error": "<svg>"}, "temporarily_unavailable"),
]


@pytest.mark.parametrize(("body", "error"), EXCHANGES)
async def test_a_refused_exchange_is_told_by_its_kind(
    browser: Browser, discord: DiscordDouble, body: dict[str, str], error: str
) -> None:
    """F-25."""
    discord.answers["token"] = answering(400, json=body)

    assert_error_redirect(await browser.sign_in(), error)


async def test_a_404_about_the_membership_is_a_no(browser: Browser, discord: DiscordDouble) -> None:
    """F-25: by the person's own route."""
    discord.answers["member"] = answering(404, json={"message": "Unknown Guild", "code": 10004})

    assert_page(await browser.sign_in(), 403)


async def test_scopes_taken_away_in_the_address_bar_let_nobody_in(
    browser: Browser, discord: DiscordDouble
) -> None:
    """F-25 (C-55)."""
    granted = {"access_token": "x", "scope": "identify email"}
    discord.answers["token"] = answering(200, json=granted)

    assert_error_redirect(await browser.sign_in(), "access_denied")
    assert discord.calls == ["token"]


VERIFIED: list[object] = [False, None, "true", 1, [], {}]


@pytest.mark.parametrize("verified", VERIFIED)
async def test_only_discords_boolean_true_verifies_an_address(
    browser: Browser, discord: DiscordDouble, verified: object
) -> None:
    """N-UI-03 (C-06)."""
    discord.answers["user"] = answering(200, json={**USER, "verified": verified})
    told = (await browser.userinfo((await browser.tokens())["access_token"])).json()

    assert (told["email"], told["email_verified"]) == ("nelly@example.org", False)


async def test_the_member_object_of_somebody_else_is_not_used(
    browser: Browser, discord: DiscordDouble
) -> None:
    """F-25."""
    discord.answers["member"] = answering(200, json={**MEMBER, "user": {"id": "1"}})

    assert_error_redirect(await browser.sign_in(), "temporarily_unavailable")

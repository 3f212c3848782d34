"""``docs/apps/oidc-client-ts.md``, run in a browser."""

import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from demo.discord.members import CAPTAIN, NEWCOMER
from demo.discord.simulator import Simulator
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.programs import running
from tests.apps.set_up import StartSetUp
from tests.e2e.chromium.person import CANCEL_AT_DISCORD, Person, account, answer, somebody
from tests.e2e.discord_server import HOST, DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.waiting import eventually
from tests.redis_process import free_port

pytestmark = pytest.mark.anyio
_BUNDLE = Path("oidc-client-ts", "dist", "browser", "oidc-client-ts.min.js")
_NOBODY = "Nobody is signed in."
_TURNED_BACK = "The sign-in was refused."
_STORED = "JSON.stringify(sessionStorage)"


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Where the application is, and its provider."""

    url: str
    provider: Provider

    async def sign_in(self, visitor: Person) -> None:
        """Go the whole way; over http on one machine people are asked whether to share."""
        await self.to_discord(visitor)
        await visitor.press(account(CAPTAIN))
        await visitor.press(answer("allow"))

    async def to_discord(self, visitor: Person) -> None:
        """Go as far as Discord's page."""
        await visitor.open(self.url)
        await expect(visitor.page.locator("#who")).to_have_text(_NOBODY)
        await visitor.press("#sign-in")
        await visitor.page.wait_for_selector(account(CAPTAIN))


@pytest.fixture(scope="module")
def scores(
    set_up_from: StartSetUp, npm_packages: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scores]:
    """Serve the files."""
    port, directory = free_port(), tmp_path_factory.mktemp("oidc-client-ts")
    url = f"http://{HOST}:{port}"
    app = set_up_from("oidc-client-ts", {"https://scores.example.org": url})
    site = directory / "site"
    site.mkdir()
    shutil.copy(npm_packages / _BUNDLE, site)
    for title in ("index.html", "app.js"):
        (site / title).write_text(app.file(title), encoding="utf-8")
    serve = [sys.executable, "-m", "http.server", str(port), "--bind", HOST]
    with running([*serve, "--directory", str(site)], directory, port):
        yield Scores(url=f"{url}/", provider=app.provider)


@pytest.fixture
async def visitor(
    chromium: Browser, scores: Scores, discord: DiscordServer
) -> AsyncIterator[Person]:
    """Give a person whose browser asks only these three anything."""
    async with somebody(
        chromium, {scores.url.rstrip("/"), scores.provider.issuer, discord.url}
    ) as fresh:
        yield fresh


async def refreshed(visitor: Person) -> list[str]:
    """Press the button; give the groups once the answer is there."""
    before = await visitor.page.evaluate(_STORED)
    await visitor.page.click("#refresh")
    await visitor.page.wait_for_function(f"before => {_STORED} !== before", arg=before)
    return await visitor.page.locator("#groups li").all_inner_texts()


async def test_somebody_signs_in_and_sees_their_groups(scores: Scores, visitor: Person) -> None:
    await scores.sign_in(visitor)

    await expect(visitor.page.locator("#who")).to_have_text("Mira")
    await expect(visitor.page.locator("#groups li")).to_have_text(ALL_GROUPS)
    assert visitor.page.url == scores.url, "code and state are not left in the address"


async def test_groups_are_right_after_a_refresh(
    scores: Scores, visitor: Person, guild: Simulator
) -> None:
    await scores.sign_in(visitor)
    await expect(visitor.page.locator("#groups li")).to_have_text(ALL_GROUPS)
    guild.set_member(MEMBER)

    async def follows() -> bool:
        return await refreshed(visitor) == ["members"]

    await eventually(follows, "the groups follow the roles", within=SOON)
    await expect(visitor.page.locator("#who")).to_have_text("Mira")


async def test_a_refresh_ends_it_when_the_gate_has_closed(
    scores: Scores, visitor: Person, guild: Simulator
) -> None:
    await scores.sign_in(visitor)
    await expect(visitor.page.locator("#groups li")).to_have_text(ALL_GROUPS)
    guild.set_member(NOBODY)

    async def is_out() -> bool:
        return await refreshed(visitor) == []

    await eventually(is_out, "out", within=SOON)
    await expect(visitor.page.locator("#who")).to_have_text(_NOBODY)


async def test_who_does_not_pass_the_gate_is_refused_on_a_page_of_the_provider(
    scores: Scores, visitor: Person
) -> None:
    await scores.to_discord(visitor)
    await visitor.press(account(NEWCOMER))

    text = await visitor.text()
    assert visitor.page.url.startswith(scores.provider.issuer)
    assert "Club scores" in text
    assert "Members" in text


async def test_who_turns_back_at_discord_is_told_by_the_application(
    scores: Scores, visitor: Person
) -> None:
    await scores.to_discord(visitor)
    await visitor.press(CANCEL_AT_DISCORD)

    await expect(visitor.page.locator("#problem")).to_have_text(_TURNED_BACK)
    await expect(visitor.page.locator("#who")).to_have_text(_NOBODY)
    assert visitor.page.url == scores.url


async def test_somebody_signs_out(scores: Scores, visitor: Person) -> None:
    await scores.sign_in(visitor)
    await expect(visitor.page.locator("#who")).to_have_text("Mira")
    await visitor.press("#sign-out")
    await visitor.at(scores.url)
    await expect(visitor.page.locator("#who")).to_have_text(_NOBODY)

    kinds = [line["kind"] for line in scores.provider.events("token_revoked")]
    assert kinds == ["access_token", "refresh_token"]
    visitor.asked.clear()
    await visitor.press("#sign-in")
    await visitor.page.wait_for_selector(answer("allow"))
    assert any("/oauth2/authorize" in url for url in visitor.asked), "Discord was asked"

"""``guildpass sessions`` and ``guildpass grants``, against the store of a running provider."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.discord.members import CAPTAIN
from tests.e2e.browser import Browser
from tests.e2e.discord_server import DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.relying_party import RelyingParty, relying_party
from tests.e2e.shell import guildpass
from tests.e2e.world import DASHBOARD, DASHBOARD_SECRET, REDIRECT_URI, provider_settings
from tests.redis_process import free_port

pytestmark = pytest.mark.anyio

OFFLINE = "openid roles offline_access"
CLIENTS = {
    DASHBOARD: {
        "client_secret": DASHBOARD_SECRET,
        "redirect_uris": [REDIRECT_URI],
        "grant_types": ["authorization_code", "refresh_token"],
    }
}


@pytest.fixture
def settings(discord: DiscordServer, key_file: Path, redis_server: str) -> dict[str, str]:
    """Give the settings of a provider whose store others can reach, and nobody else is in."""
    return provider_settings(
        discord,
        key_file,
        REDIS_URL=redis_server,
        REDIS_KEY_PREFIX=f"shell-{free_port()}:",
        OAUTH_CLIENTS=json.dumps(CLIENTS),
    )


@pytest.fixture
def provider(settings: dict[str, str], tmp_path: Path) -> Iterator[Provider]:
    """Give the provider."""
    running = Provider(settings, tmp_path)
    try:
        running.wait_for("/health/ready", 200)
        yield running
    finally:
        running.end()


async def _refresh_status(party: RelyingParty, refresh_token: str) -> int:
    return (
        await party.ask("token_endpoint", grant_type="refresh_token", refresh_token=refresh_token)
    ).status_code


async def test_an_operator_sees_who_holds_tokens_and_takes_them_back(
    provider: Provider, settings: dict[str, str], browser: Browser
) -> None:
    async with relying_party(provider.issuer) as party:
        issued = await party.sign_in(browser, scope=OFFLINE)
        listed = guildpass(settings, "grants", "list", CAPTAIN.id).stdout
        elsewhere = guildpass(settings, "grants", "revoke", CAPTAIN.id, "--client", "wiki", code=1)
        before = await party.userinfo()
        revoked = guildpass(settings, "grants", "revoke", CAPTAIN.id, "--client", DASHBOARD)
        after = await party.userinfo()
        refreshed = await _refresh_status(party, issued["refresh_token"])

    assert DASHBOARD in listed
    assert OFFLINE in listed
    assert (elsewhere.stdout, elsewhere.stderr) == (
        "",
        (
            "guildpass: no client is called wiki: it is not registered, "
            "and nothing is held under that name\n"
        ),
    )
    assert before.status_code == 200
    assert revoked.stdout == "revoked 1 grant\n"
    assert (after.status_code, refreshed) == (401, 400)
    assert issued["refresh_token"].split(".")[1] not in listed + revoked.stderr
    assert json.loads(revoked.stderr)["reason"] == "by an operator"


async def test_an_operator_signs_somebody_out_everywhere(
    provider: Provider, settings: dict[str, str], browser: Browser
) -> None:
    async with relying_party(provider.issuer) as party:
        await party.sign_in(browser, scope="openid")
        listed = guildpass(settings, "sessions", "list", CAPTAIN.id).stdout
        ended = guildpass(settings, "sessions", "end", CAPTAIN.id).stdout
        userinfo = await party.userinfo()
        silent = await browser.get(party.begin(prompt="none").url)

    assert listed.count("\n") == 2
    assert ended == "ended 1 session\n"
    assert userinfo.status_code == 401
    assert "error=login_required" in silent.headers["location"]
    assert guildpass(settings, "sessions", "list", CAPTAIN.id).stdout.count("\n") == 1


def test_a_name_is_no_user(settings: dict[str, str]) -> None:
    complaint = guildpass(settings, "sessions", "end", "captain", code=2).stderr

    assert "digits only" in complaint


def test_a_store_in_the_memory_of_another_process_cannot_be_reached(
    settings: dict[str, str],
) -> None:
    del settings["REDIS_URL"]
    complaint = guildpass(settings, "grants", "list", CAPTAIN.id, code=2).stderr

    assert complaint.startswith("guildpass: REDIS_URL: ")
    assert complaint.count("\n") == 1


def test_a_store_that_does_not_answer_is_one_line(settings: dict[str, str]) -> None:
    settings["REDIS_URL"] = f"redis://127.0.0.1:{free_port()}/0"
    complaint = guildpass(settings, "sessions", "end", CAPTAIN.id, code=1).stderr

    assert complaint.startswith("guildpass: the store does not answer")
    assert complaint.count("\n") == 1

"""Where people are sent: what is asked of them, and how."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from domain.pkce import CodeChallenge
from tests.integration.discord.harness import (
    BOT,
    CLIENT_ID,
    REDIRECT_URI,
    USER,
    VERIFIER,
    Discord,
)

pytestmark = pytest.mark.anyio


def query(
    discord: Discord,
    route: str = BOT,
    *,
    state: str = "s",
    email: bool = False,
    choose_account: bool = False,
) -> dict[str, str]:
    url = discord.upstream(route).authorization_url(
        state=state,
        code_challenge=CodeChallenge.of(VERIFIER),
        email=email,
        choose_account=choose_account,
    )
    assert url.startswith(f"{discord.server.url}/oauth2/authorize?")
    assert url.isascii()
    assert "+" not in url
    pairs = parse_qsl(urlsplit(url).query, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


@pytest.mark.parametrize(
    ("route", "email", "scope"),
    [
        (BOT, False, {"identify"}),
        (BOT, True, {"identify", "email"}),
        (USER, False, {"identify", "guilds.members.read"}),
        (USER, True, {"identify", "email", "guilds.members.read"}),
    ],
)
async def test_no_more_is_asked_than_the_route_and_the_client_need(
    discord: Discord, route: str, scope: set[str], *, email: bool
) -> None:
    asked = query(discord, route, email=email)["scope"].split(" ")
    assert (set(asked), len(asked)) == (scope, len(scope))


async def test_the_request_is_that_of_a_code_with_pkce(discord: Discord) -> None:
    assert query(discord) == {
        "client_id": CLIENT_ID,
        "response_type": "code",
        "redirect_uri": REDIRECT_URI,
        "scope": "identify",
        "state": "s",
        # RFC 7636 appendix B has this pair in another form; here it is that of VERIFIER.
        "code_challenge": CodeChallenge.of(VERIFIER).value,
        "code_challenge_method": "S256",
        "prompt": "none",
    }


async def test_only_who_chooses_an_account_sees_the_consent_again(discord: Discord) -> None:
    assert query(discord, choose_account=True)["prompt"] == "consent"
    assert query(discord, choose_account=False)["prompt"] == "none"


@pytest.mark.parametrize("state", ["a b&c=d", "\u00e4%2B+/?#", "'\"<>"])
async def test_the_state_arrives_as_it_was(discord: Discord, state: str) -> None:
    assert query(discord, state=state)["state"] == state


async def test_discord_shows_its_page_to_who_follows_the_address(discord: Discord) -> None:
    url = discord.upstream(USER).authorization_url(
        state="s", code_challenge=CodeChallenge.of(VERIFIER), email=True, choose_account=True
    )
    response = await discord.http.get(url)
    assert response.status_code == 200
    assert discord.simulator.calls == {"authorize": 1}

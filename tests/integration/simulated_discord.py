"""The Discord simulator within a test, and what a provider and a browser send to it."""

import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, urlsplit

import httpx

from demo.discord.members import CAPTAIN
from demo.discord.simulator import Simulator, create_app

BASE_URL = "http://discord.test"
CLIENT_ID = "200000000000000001"
CLIENT_SECRET = "made-up-secret"
BOT_TOKEN = "made-up-bot-token"
REDIRECT_URI = "https://id.example.org/auth/discord/callback"
CODE_VERIFIER = "a-code-verifier-of-at-least-forty-three-characters"
AGENT = "DiscordBot (https://id.example.org, 0.1)"

_DIGEST = hashlib.sha256(CODE_VERIFIER.encode()).digest()
CODE_CHALLENGE = base64.urlsafe_b64encode(_DIGEST).decode().rstrip("=")


class Clock:
    """A clock that stands still until told otherwise."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.time


def a_simulator(*, send_iss: bool = True) -> Simulator:
    """Give a Discord at which the provider is registered."""
    return Simulator(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        redirect_uris=(REDIRECT_URI,),
        bot_token=BOT_TOKEN,
        clock=Clock(),
        send_iss=send_iss,
    )


@asynccontextmanager
async def a_visitor(simulator: Simulator, agent: str = AGENT) -> AsyncIterator[httpx.AsyncClient]:
    """Give an HTTP client that keeps cookies and follows nothing."""
    transport = httpx.ASGITransport(app=create_app(simulator))
    headers = {"User-Agent": agent}
    async with httpx.AsyncClient(
        transport=transport, base_url=BASE_URL, headers=headers
    ) as visitor:
        yield visitor


def a_query(**changes: str | None) -> dict[str, str]:
    """Give the parameters of an authorization request; None leaves one out."""
    query = {
        "client_id": CLIENT_ID,
        "response_type": "code",
        "redirect_uri": REDIRECT_URI,
        "scope": "identify email",
        "state": "the state",
        "code_challenge": CODE_CHALLENGE,
        "code_challenge_method": "S256",
        "prompt": "none",
    }
    return {name: value for name, value in (query | changes).items() if value is not None}


def a_form(simulator: Simulator, **changes: str | None) -> dict[str, str]:
    """Give a token request for a fresh code; None leaves a parameter out."""
    form = {
        "grant_type": "authorization_code",
        "code": answer_in(simulator.approve(a_query(), CAPTAIN.id))["code"],
        "redirect_uri": REDIRECT_URI,
        "code_verifier": CODE_VERIFIER,
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def answer_in(url: str | httpx.Response) -> dict[str, str]:
    """Read the parameters of a redirect to the provider."""
    address = url if isinstance(url, str) else url.headers["location"]
    assert address.startswith(f"{REDIRECT_URI}?")
    return dict(parse_qsl(urlsplit(address).query, strict_parsing=True))


async def exchange(visitor: httpx.AsyncClient, form: dict[str, str]) -> httpx.Response:
    """Send a token request as the provider."""
    credentials = (CLIENT_ID, CLIENT_SECRET)
    return await visitor.post("/api/v10/oauth2/token", data=form, auth=credentials)


async def bearer(
    visitor: httpx.AsyncClient, simulator: Simulator, user_id: str, scope: str
) -> dict[str, str]:
    """Let a person sign in, and give the header that acts for them."""
    code = answer_in(simulator.approve(a_query(), user_id, scope))["code"]
    response = await exchange(visitor, a_form(simulator, code=code))
    return {"Authorization": f"Bearer {response.json()['access_token']}"}

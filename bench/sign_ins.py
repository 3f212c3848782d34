"""Whole sign-ins, several at a time, by way of Discord or from a session, up to userinfo."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import parse_qsl, urlsplit

import httpx

from demo.discord.members import CAPTAIN
from demo.stack import DASHBOARD_CLIENT_ID, Plan

SCOPE = "openid profile email roles"
# RFC 7636 appendix B.
CODE_VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CODE_CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


class FailedSignInError(Exception):
    """A step did not answer as it has to; a figure would mean nothing."""


async def sign_in_many(plan: Plan, count: int, at_once: int) -> None:
    """Do ``count`` sign-ins by way of Discord, each with a browser of its own."""
    async with _client(at_once) as http:
        await _repeat(lambda: sign_in(plan, http), count, at_once)


async def sign_in_from_session(plan: Plan, count: int, at_once: int) -> None:
    """Do ``count`` sign-ins from one session, without a trip to Discord."""
    async with _client(at_once) as http:
        session = await sign_in(plan, http)
        await _repeat(lambda: sign_in_again(plan, http, session), count, at_once)


async def sign_in(plan: Plan, http: httpx.AsyncClient) -> str:
    """Sign one person in, ask who it is, and give the cookie of the session."""
    response = await _authorize(plan, http)
    cookie = _cookie(response)
    agreed = dict(parse_qsl(urlsplit(response.headers["location"]).query))
    agreed["user_id"] = CAPTAIN.id
    response = await http.post(f"{plan.simulator_url}/oauth2/authorize", data=agreed)
    callback = response.headers["location"]
    response = await http.get(callback, headers={"Cookie": cookie})
    await _redeem(plan, http, response.headers["location"])
    return _cookie(response)


async def sign_in_again(plan: Plan, http: httpx.AsyncClient, session: str) -> None:
    """Sign the person of a session in, and ask who it is."""
    response = await _authorize(plan, http, session)
    await _redeem(plan, http, response.headers["location"])


async def _authorize(
    plan: Plan, http: httpx.AsyncClient, cookie: str | None = None
) -> httpx.Response:
    request = {
        "response_type": "code",
        "client_id": DASHBOARD_CLIENT_ID,
        "redirect_uri": plan.dashboard().redirect_uri,
        "scope": SCOPE,
        "state": "state",
        "nonce": "nonce",
        "code_challenge": CODE_CHALLENGE,
        "code_challenge_method": "S256",
    }
    headers = {"Cookie": cookie} if cookie else {}
    url = f"{plan.provider_url}/oauth/authorize"
    return await http.get(url, params=request, headers=headers)


async def _redeem(plan: Plan, http: httpx.AsyncClient, answer: str) -> None:
    redirect_uri = plan.dashboard().redirect_uri
    if not answer.startswith(f"{redirect_uri}?"):
        raise FailedSignInError(answer)
    form = {
        "grant_type": "authorization_code",
        "code": dict(parse_qsl(urlsplit(answer).query)).get("code", ""),
        "redirect_uri": redirect_uri,
        "code_verifier": CODE_VERIFIER,
        "client_id": DASHBOARD_CLIENT_ID,
        "client_secret": plan.dashboard_secret,
    }
    response = await http.post(f"{plan.provider_url}/oauth/token", data=form)
    header = {"Authorization": f"Bearer {response.json()['access_token']}"}
    response = await http.get(f"{plan.provider_url}/userinfo", headers=header)
    if response.json().get("sub") != CAPTAIN.id:
        raise FailedSignInError(response.text)


def _cookie(response: httpx.Response) -> str:
    return str(response.headers["set-cookie"].partition(";")[0])


def _client(at_once: int) -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    # The client keeps no cookies: each sign-in is a browser of its own.
    nobody = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    return httpx.AsyncClient(trust_env=False, timeout=30, limits=limits, cookies=nobody)


async def _repeat(step: Callable[[], Awaitable[object]], count: int, at_once: int) -> None:
    remaining = iter(range(count))

    async def one_after_another(numbers: Iterator[int]) -> None:
        for _ in numbers:
            await step()

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one_after_another(remaining))

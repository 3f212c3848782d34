"""Whole sign-ins, several at a time: authorize, Discord, callback, token, userinfo."""

import asyncio
from collections.abc import Iterator
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
    """Do ``count`` sign-ins, each with a browser of its own."""
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    # The client keeps no cookies: each sign-in is a browser of its own.
    nobody = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    async with httpx.AsyncClient(
        trust_env=False, timeout=30, limits=limits, cookies=nobody
    ) as http:
        remaining = iter(range(count))

        async def one_after_another(numbers: Iterator[int]) -> None:
            for _ in numbers:
                await sign_in(plan, http)

        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(one_after_another(remaining))


async def sign_in(plan: Plan, http: httpx.AsyncClient) -> None:
    """Sign one person in and ask who it is."""
    redirect_uri = plan.dashboard().redirect_uri
    request = {
        "response_type": "code",
        "client_id": DASHBOARD_CLIENT_ID,
        "redirect_uri": redirect_uri,
        "scope": SCOPE,
        "state": "state",
        "nonce": "nonce",
        "code_challenge": CODE_CHALLENGE,
        "code_challenge_method": "S256",
    }
    response = await http.get(f"{plan.provider_url}/oauth/authorize", params=request)
    cookie = response.headers["set-cookie"].partition(";")[0]
    agreed = dict(parse_qsl(urlsplit(response.headers["location"]).query))
    agreed["user_id"] = CAPTAIN.id
    response = await http.post(f"{plan.simulator_url}/oauth2/authorize", data=agreed)
    callback = response.headers["location"]
    response = await http.get(callback, headers={"Cookie": cookie})
    answer = dict(parse_qsl(urlsplit(response.headers["location"]).query))
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
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

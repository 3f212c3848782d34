"""Calls to Discord's API: one client, one deadline, a cap on every body."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from adapters.discord.hold import GLOBAL, Hold
from adapters.discord.messages import RateLimitAnswer, read
from application.ports.upstream import UpstreamSilent, UpstreamUnavailable

_LONGEST_BODY = 262_144
_ATTEMPT_TIMEOUT = 5.0
_CONNECTIONS = 400
# Of one bucket at once: a guild that hangs must leave connections to the others.
_OF_ONE_BUCKET = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a body of bounded size."""

    status: int
    body: bytes


def new_http_client(*, user_agent: str) -> httpx.AsyncClient:
    """Make the one client of the process: no redirects, no cookies, no proxy from outside."""
    return httpx.AsyncClient(
        headers={
            "User-Agent": user_agent,
            "Accept": "application/json",
            # A compressed body could unfold to any size.
            "Accept-Encoding": "identity",
        },
        timeout=_ATTEMPT_TIMEOUT,
        limits=httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=20),
        follow_redirects=False,
        # What Discord sets while it answers one person must not travel with the next.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        trust_env=False,
    )


class DiscordApi:
    """Sends requests below ``DISCORD_API_URL``, unless a rate limit says to wait."""

    def __init__(self, *, http: httpx.AsyncClient, base_url: str, hold: Hold) -> None:
        self._http = http
        self._base_url = base_url
        self._hold = hold
        self._places = defaultdict[str, asyncio.Semaphore](
            lambda: asyncio.Semaphore(_OF_ONE_BUCKET)
        )

    async def post_form(
        self, path: str, form: Mapping[str, str], *, auth: tuple[str, str], bucket: str
    ) -> Answer:
        """Send a form once: a code must never be sent twice."""
        request = self._http.build_request("POST", self._base_url + path, data=dict(form))
        return await self._send(request, bucket, httpx.BasicAuth(*auth))

    async def get(self, path: str, *, authorization: str, bucket: str | None) -> Answer:
        """Read a resource; a server fault or a lost connection is tried once more.

        ``bucket`` is what shares a rate limit; None for a call counted for one person.
        """
        headers = {"Authorization": authorization}
        request = self._http.build_request("GET", self._base_url + path, headers=headers)
        try:
            answer = await self._send(request, bucket)
        except UpstreamUnavailable as fault:
            if not isinstance(fault.__cause__, httpx.TransportError):
                raise
        else:
            if not httpx.codes.is_server_error(answer.status):
                return answer
        return await self._send(request, bucket)

    def leave_alone(self, bucket: str, seconds: float, *, reason: str) -> None:
        """Let calls to a bucket fail for a while, with a reason, without asking Discord."""
        self._hold.begin(bucket, seconds, reason=reason)

    async def _send(
        self, request: httpx.Request, bucket: str | None, auth: httpx.BasicAuth | None = None
    ) -> Answer:
        self._hold.check(bucket)
        if bucket is None:
            return await self._answer(request, bucket, auth)
        async with self._places[bucket]:
            return await self._answer(request, bucket, auth)

    async def _answer(
        self, request: httpx.Request, bucket: str | None, auth: httpx.BasicAuth | None
    ) -> Answer:
        try:
            response = await self._http.send(request, auth=auth, stream=True)
            try:
                body = await _bounded_body(response)
            finally:
                await response.aclose()
        except httpx.HTTPError as fault:
            raise UpstreamSilent(f"Discord: {type(fault).__name__}") from fault
        self._note_limits(response, body, bucket)
        return Answer(status=response.status_code, body=body)

    def _note_limits(self, response: httpx.Response, body: bytes, bucket: str | None) -> None:
        self._hold.count(response.status_code)
        if response.status_code != httpx.codes.TOO_MANY_REQUESTS:
            return
        answer = read(body, RateLimitAnswer)
        # Without JSON it is the ban page of Discord's front: nothing there may be called.
        everything = answer is None or answer.is_global
        everything = everything or response.headers.get("X-RateLimit-Global") == "true"
        seconds = _number(response.headers.get("Retry-After"))
        if seconds is None:
            seconds = answer.retry_after if answer else 60.0
        held = GLOBAL if everything else bucket
        if held is not None:
            self._hold.begin(held, seconds)


async def _bounded_body(response: httpx.Response) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise UpstreamUnavailable("Discord sent a compressed body, which was not asked for")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _LONGEST_BODY:
            raise UpstreamUnavailable("Discord sent a body without end")
    return bytes(body)


def _number(text: str | None) -> float | None:
    return float(text) if text and text.isascii() and text.isdigit() else None

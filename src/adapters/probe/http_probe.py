"""One GET by httpx: what came, when the other side thinks it is, and its certificate."""

import asyncio
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from application.ports.http_probe import Fetched, HttpProbe, ProbeFault

_DEADLINE = 5.0
_LONGEST_BODY = 262_144


def trusting(ca_file: str | None) -> ssl.SSLContext:
    """Trust what the system trusts, and the certificates of a PEM file beside it."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


class HttpxProbe(HttpProbe):
    """A connection for each look: no redirects, no cookies, no proxy of the environment."""

    def __init__(
        self, *, trust: ssl.SSLContext, user_agent: str, deadline: float = _DEADLINE
    ) -> None:
        self._trust = trust
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": "identity"}
        self._deadline = deadline

    async def get(self, url: str) -> Fetched:
        """Read it, or say why not; nothing of the answer is in that."""
        try:
            async with asyncio.timeout(self._deadline):
                return await self._fetched(url)
        except TimeoutError:
            raise ProbeFault("no answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise _said_of(fault) from None

    async def _fetched(self, url: str) -> Fetched:
        async with (
            httpx.AsyncClient(verify=self._trust, trust_env=False) as http,
            http.stream("GET", url, headers=self._headers) as response,
        ):
            return Fetched(
                status=response.status_code,
                date=_date(response.headers.get("Date")),
                certificate_ends=_certificate_ends(response),
                body=await _bounded_body(response),
            )


async def _bounded_body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _LONGEST_BODY:
            raise ProbeFault("the answer is too long")
    return bytes(body)


def _date(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    # Without a zone it is UTC (RFC 9110 section 5.6.7).
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None


def _certificate_ends(response: httpx.Response) -> datetime | None:
    tls = response.extensions["network_stream"].get_extra_info("ssl_object")
    if tls is None:
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(tls.getpeercert()["notAfter"]), UTC)


def _said_of(fault: Exception) -> ProbeFault:
    for cause in _causes(fault):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return ProbeFault(f"TLS: {cause.verify_message}", of_certificate=True)
        if isinstance(cause, ssl.SSLError):
            return ProbeFault("TLS: no agreement; does https answer there at all?")
    if isinstance(fault, httpx.TimeoutException):
        return ProbeFault("no answer in time")
    return ProbeFault(f"no connection ({type(fault).__name__})")


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__

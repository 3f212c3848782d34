"""The HTTP client for addresses that a client registration names."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import httpcore

from adapters.outbound.faults import OutboundFault
from adapters.outbound.guard import Guard
from adapters.outbound.network import GuardedNetwork

_DEADLINE = 5.0
_CONNECT_TIMEOUT = 2.0
_LONGEST_BODY = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a body of bounded size."""

    status: int
    body: bytes = field(repr=False)


def trusted(ca_file: str | None) -> ssl.SSLContext:
    """Trust the certificates of a PEM file, or without one those of the system."""
    return ssl.create_default_context(cafile=ca_file)


class OutboundClient:
    """Each call is one request over one connection to an address the guard has judged.

    Redirects, cookies, proxies of the environment and content codings are nothing httpcore has.
    ``deadline``, in seconds, holds for resolving, connecting, asking and reading together.
    """

    def __init__(self, *, guard: Guard, trust: ssl.SSLContext, deadline: float = _DEADLINE) -> None:
        self._guard = guard
        self._deadline = deadline
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trust,
            # How many at once is for the caller to say: whoever waits here spends the deadline.
            max_connections=None,
            # A connection that is kept would outlive the judgement of its address.
            max_keepalive_connections=0,
            network_backend=GuardedNetwork(guard=guard),
        )

    async def aclose(self) -> None:
        """Close what is open."""
        await self._pool.aclose()

    async def post_form(
        self, address: str, form: Mapping[str, str], *, longest: int = _LONGEST_BODY
    ) -> Answer:
        """Send a form; give the answer, whatever its status, or raise :class:`OutboundFault`.

        A body of more than ``longest`` bytes is a fault; with 0 none is read.
        """
        try:
            async with asyncio.timeout(self._deadline):
                return await self._post(address, urlencode(form).encode(), longest)
        except (TimeoutError, httpcore.TimeoutException):
            raise OutboundFault("no answer in time") from None
        except httpcore.ConnectError as fault:
            raise OutboundFault(_why_no_connection(fault)) from None
        except httpcore.NetworkError:
            raise OutboundFault("the connection broke") from None
        except httpcore.ProtocolError:
            raise OutboundFault("the answer is not HTTP") from None

    async def _post(self, address: str, content: bytes, longest: int) -> Answer:
        parts = urlsplit(address)
        self._guard.check_scheme(parts.scheme, parts.hostname)
        headers: dict[bytes | str, bytes | str] = {
            # The library would leave the brackets of an IPv6 address out.
            "Host": parts.netloc.rpartition("@")[2],
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(content)),
            "User-Agent": "Guildpass",
        }
        # Of several addresses the first must not take all the time.
        extensions = {"timeout": {"connect": _CONNECT_TIMEOUT}}
        async with self._pool.stream(
            "POST", address, headers=headers, content=content, extensions=extensions
        ) as response:
            body = await _bounded_body(response, longest) if longest else b""
            return Answer(status=response.status, body=body)


def _why_no_connection(fault: httpcore.ConnectError) -> str:
    # The pool raises it anew without its cause, but it was made of it.
    if any(isinstance(cause, ssl.SSLError) for cause in fault.args):
        return "no TLS: the certificate is not trusted or not of this host"
    return "no connection"


async def _bounded_body(response: httpcore.Response, longest: int) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_stream():
        body += chunk
        if len(body) > longest:
            raise OutboundFault("the answer is too long")
    return bytes(body)

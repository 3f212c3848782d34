"""A strict reading of ``application/x-www-form-urlencoded`` (RFC 6749 appendix B).

The framework's own reading takes JSON for a form, the last of two repeats, and U+FFFD for
bytes that are not UTF-8; none of that may happen to a protocol parameter.
"""

import asyncio
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from litestar import Request
from litestar.exceptions import InternalServerException

from domain.errors import InvalidRequest
from domain.parameters import Parameters

HttpRequest = Request[Any, Any, Any]

_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_PATIENCE = 10.0
_FORM = "application/x-www-form-urlencoded"


def decode_component(raw: bytes) -> str:
    """Decode one name or value, or raise ValueError."""
    return decode_escapes(raw.replace(b"+", b" "))


def decode_escapes(raw: bytes) -> str:
    """Decode percent-encoding once, or raise ValueError; a plus sign is one (RFC 3986)."""
    if _BROKEN_ESCAPE.search(raw):
        raise ValueError("broken percent-encoding")
    return unquote_to_bytes(raw).decode("utf-8")


def parse_form(raw: bytes) -> Parameters:
    """Decode a query or a body; what cannot be decoded is left out and marked."""
    pairs, malformed = [], False
    for field in filter(None, raw.split(b"&")):
        name, _, value = field.partition(b"=")
        try:
            pairs.append((decode_component(name), decode_component(value)))
        except ValueError:
            malformed = True
    return Parameters(pairs, malformed=malformed)


def query_parameters(request: HttpRequest) -> Parameters:
    """Read the query."""
    return parse_form(request.scope["query_string"])


def is_form(request: HttpRequest) -> bool:
    """Tell whether the body is said to be a form, whatever its charset parameter."""
    types = request.headers.getall("content-type", [])
    return len(types) == 1 and types[0].partition(";")[0].strip().lower() == _FORM


async def form_parameters(request: HttpRequest) -> Parameters:
    """Read the body, or raise :class:`InvalidRequest` if it is not said to be a form."""
    if not is_form(request):
        raise InvalidRequest(f"The body must be {_FORM}.")
    try:
        async with asyncio.timeout(_PATIENCE):
            return parse_form(await request.body())
    except TimeoutError:
        raise InvalidRequest(reason="the body did not arrive in time") from None
    except InternalServerException:
        raise InvalidRequest(reason="the client hung up in the middle of the body") from None

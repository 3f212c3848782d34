"""The WebFinger endpoint (RFC 7033 section 4)."""

from collections import defaultdict
from typing import Any

from litestar import Response, route
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK, HTTP_404_NOT_FOUND

from domain.errors import InvalidRequest
from domain.webfinger import WEBFINGER_PATH
from entrypoints.http.form import HttpRequest, decode_escapes
from entrypoints.http.responses import READING, no_store
from entrypoints.http.use_cases import UseCases

_JRD = "application/jrd+json"
_CACHED = {"Cache-Control": "public, max-age=300"}
_UNKNOWN = {"error": "not_found", "error_description": "No issuer is known for this resource."}


def webfinger_route(use_cases: UseCases) -> HTTPRouteHandler:
    """Make the handler."""

    @route(WEBFINGER_PATH, http_method=READING, status_code=HTTP_200_OK)
    async def webfinger(request: HttpRequest) -> Response[Any]:
        """Name the issuer for an account or an address."""
        query = _read(request.scope["query_string"])
        found = await use_cases.find_issuer()(query["resource"], query["rel"])
        if found is None:
            # Not logged: whoever tries domains must not fill the log.
            return no_store(_UNKNOWN, status_code=HTTP_404_NOT_FOUND)
        return Response(found, media_type=_JRD, headers=dict(_CACHED))

    return webfinger


def _read(raw: bytes) -> defaultdict[str, list[str]]:
    """Decode the query, which is no form: the plus sign of an address may stand as it is."""
    query = defaultdict[str, list[str]](list)
    try:
        for field in filter(None, raw.split(b"&")):
            name, _, value = field.partition(b"=")
            query[decode_escapes(name)].append(decode_escapes(value))
    except ValueError:
        raise InvalidRequest(reason="not valid percent-encoding") from None
    return query

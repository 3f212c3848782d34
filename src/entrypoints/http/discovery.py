"""Discovery and keys (OpenID Connect Discovery section 4, RFC 8414 section 3, RFC 7517)."""

from datetime import timedelta
from typing import Any

from litestar import MediaType, Response, route
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from domain.metadata import DISCOVERY_PATHS, JWKS_PATH
from entrypoints.http.responses import READING
from entrypoints.http.use_cases import UseCases

_LASTS = timedelta(seconds=300)


def discovery_routes(use_cases: UseCases, jwks_max_age: timedelta) -> list[HTTPRouteHandler]:
    """Make the handlers."""

    @route(list(DISCOVERY_PATHS), http_method=READING, status_code=HTTP_200_OK)
    async def metadata() -> Response[Any]:
        """Describe this provider."""
        body = await use_cases.describe_provider()()
        return _cached(body, _LASTS)

    @route(JWKS_PATH, http_method=READING, status_code=HTTP_200_OK)
    async def jwks() -> Response[Any]:
        """Publish the keys that verify our tokens."""
        body = await use_cases.publish_keys()()
        return _cached(body, jwks_max_age)

    return [metadata, jwks]


def _cached(body: object, lasts: timedelta) -> Response[Any]:
    headers = {"Cache-Control": f"public, max-age={int(lasts.total_seconds())}"}
    return Response(body, media_type=MediaType.JSON, headers=headers)

"""The endpoints about tokens that were issued: revocation and introspection."""

from typing import Any

from litestar import MediaType, Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from domain.metadata import INTROSPECTION_PATH, REVOCATION_PATH
from entrypoints.http.credentials import authenticated_form
from entrypoints.http.form import HttpRequest
from entrypoints.http.responses import NO_STORE, no_store
from entrypoints.http.use_cases import UseCases


def token_state_routes(use_cases: UseCases) -> list[HTTPRouteHandler]:
    """Make the handlers."""

    @post(REVOCATION_PATH, status_code=HTTP_200_OK)
    async def revoke(request: HttpRequest) -> Response[Any]:
        """End a token (RFC 7009 section 2)."""
        await use_cases.revoke_token()(*await authenticated_form(request))
        return Response(None, media_type=MediaType.TEXT, headers=dict(NO_STORE))

    @post(INTROSPECTION_PATH, status_code=HTTP_200_OK)
    async def introspect(request: HttpRequest) -> Response[Any]:
        """Tell whether a token is alive (RFC 7662 section 2)."""
        return no_store(await use_cases.introspect_token()(*await authenticated_form(request)))

    return [revoke, introspect]

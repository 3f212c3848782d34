"""The revocation endpoint (RFC 7009 section 2)."""

from typing import Any

from litestar import MediaType, Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from domain.metadata import REVOCATION_PATH
from entrypoints.http.credentials import authenticated_form
from entrypoints.http.form import HttpRequest
from entrypoints.http.responses import NO_STORE
from entrypoints.http.use_cases import UseCases


def revocation_route(use_cases: UseCases) -> HTTPRouteHandler:
    """Make the handler."""

    @post(REVOCATION_PATH, status_code=HTTP_200_OK)
    async def revoke(request: HttpRequest) -> Response[Any]:
        """End a token; an unknown one is as good as ended."""
        await use_cases.revoke_token()(*await authenticated_form(request))
        return Response(None, media_type=MediaType.TEXT, headers=dict(NO_STORE))

    return revoke

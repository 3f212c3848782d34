"""The introspection endpoint (RFC 7662 section 2)."""

from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from domain.metadata import INTROSPECTION_PATH
from entrypoints.http.credentials import authenticated_form
from entrypoints.http.form import HttpRequest
from entrypoints.http.responses import no_store
from entrypoints.http.use_cases import UseCases


def introspection_route(use_cases: UseCases) -> HTTPRouteHandler:
    """Make the handler."""

    @post(INTROSPECTION_PATH, status_code=HTTP_200_OK)
    async def introspect(request: HttpRequest) -> Response[Any]:
        """Tell whether a token is alive, and what it says."""
        return no_store(await use_cases.introspect_token()(*await authenticated_form(request)))

    return introspect

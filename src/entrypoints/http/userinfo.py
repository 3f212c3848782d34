"""The userinfo endpoint (OpenID Connect Core section 5.3)."""

from typing import Any

from litestar import HttpMethod, Response, route
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from domain.metadata import USERINFO_PATH
from entrypoints.http.bearer import presented_token
from entrypoints.http.form import HttpRequest
from entrypoints.http.responses import no_store
from entrypoints.http.use_cases import UseCases


def userinfo_route(use_cases: UseCases) -> HTTPRouteHandler:
    """Make the handler."""

    @route(USERINFO_PATH, http_method=[HttpMethod.GET, HttpMethod.POST], status_code=HTTP_200_OK)
    async def userinfo(request: HttpRequest) -> Response[Any]:
        """Tell about the person the access token stands for."""
        return no_store(await use_cases.get_userinfo()(await presented_token(request)))

    return userinfo

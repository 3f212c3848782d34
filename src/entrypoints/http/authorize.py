"""The authorization endpoint (RFC 6749 section 3.1, OpenID Connect Core section 3.1.2.1)."""

from typing import Any

from litestar import HttpMethod, Response, route
from litestar.handlers import HTTPRouteHandler

from domain.metadata import AUTHORIZE_PATH
from entrypoints.http.cookies import BrowserCookie
from entrypoints.http.form import HttpRequest, form_parameters, query_parameters
from entrypoints.http.responses import see_other
from entrypoints.http.use_cases import UseCases


def authorize_route(use_cases: UseCases, cookie: BrowserCookie) -> HTTPRouteHandler:
    """Make the handler."""

    @route(AUTHORIZE_PATH, http_method=[HttpMethod.GET, HttpMethod.POST])
    async def authorize(request: HttpRequest) -> Response[Any]:
        """Send the person to Discord."""
        is_post = request.method == HttpMethod.POST
        parameters = await form_parameters(request) if is_post else query_parameters(request)
        sent = await use_cases.authorize()(parameters, browser=cookie.read(request))
        response = see_other(sent.url)
        cookie.write(response, sent.browser)
        return response

    return authorize

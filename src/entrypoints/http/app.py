"""The HTTP application: which endpoint answers where, and how each shows a fault."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog
from litestar import Litestar, Response, Router
from litestar.types import ControllerRouterHandler

from entrypoints.http.authorize import authorize_route
from entrypoints.http.callback import callback_route
from entrypoints.http.cookies import BrowserCookie
from entrypoints.http.discovery import discovery_routes
from entrypoints.http.errors import ErrorResponses
from entrypoints.http.form import HttpRequest
from entrypoints.http.headers import ResponseHeaders
from entrypoints.http.health import health_routes
from entrypoints.http.pages import Pages
from entrypoints.http.token import token_route
from entrypoints.http.use_cases import UseCases
from entrypoints.http.userinfo import userinfo_route

_log = structlog.get_logger("guildpass.http")

Show = Callable[[HttpRequest, Exception], Response[Any]]

_LARGEST_BODY = 65_536


def create_app(
    use_cases: UseCases,
    *,
    issuer: str,
    login_lifetime: timedelta,
    new_reference: Callable[[], str],
    on_shutdown: Callable[[], Awaitable[None]],
) -> Litestar:
    """Make the application. Everything that names an address comes from ``issuer``.

    No header of a request is trusted for that, neither Host nor any X-Forwarded one.
    """
    https = issuer.startswith("https://")
    cookie = BrowserCookie(secure=https, lifetime=login_lifetime)
    pages = Pages()
    errors = ErrorResponses(issuer=issuer, pages=pages, new_reference=new_reference)

    async def warn_if_not_ready() -> None:
        if not await use_cases.check_readiness()():
            _log.warning("store_unavailable", mend="look at Redis and REDIS_URL")

    for_people = [
        authorize_route(use_cases, cookie),
        callback_route(use_cases, cookie, pages, issuer),
    ]
    return Litestar(
        route_handlers=[
            _router(for_people, errors.as_redirect_or_page),
            _router([token_route(use_cases)], errors.as_json),
            _router([userinfo_route(use_cases)], errors.as_challenge),
            _router([*discovery_routes(use_cases), *health_routes(use_cases)], errors.as_json),
        ],
        exception_handlers={Exception: errors.as_unrouted},
        before_send=[ResponseHeaders(use_cases=use_cases, https=https)],
        on_startup=[warn_if_not_ready],
        on_shutdown=[on_shutdown],
        request_max_body_size=_LARGEST_BODY,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def _router(handlers: list[Any], show: Show) -> ControllerRouterHandler:
    # Litestar copies a router deeply: a function stays itself, a bound method would not.
    def shown(request: HttpRequest, fault: Exception) -> Response[Any]:
        return show(request, fault)

    return Router(path="/", route_handlers=handlers, exception_handlers={Exception: shown})

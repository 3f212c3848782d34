"""The HTTP application: which endpoint answers where, and how each shows a fault."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from litestar import Litestar, Response, Router
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, ControllerRouterHandler, Middleware, Receive, Scope, Send

from entrypoints.branding import Branding, Picture
from entrypoints.http.answers import OutcomeResponses
from entrypoints.http.authorize import authorize_routes
from entrypoints.http.callback import callback_route
from entrypoints.http.cookies import Cookies
from entrypoints.http.discovery import discovery_routes
from entrypoints.http.errors import ErrorResponses
from entrypoints.http.form import HttpRequest
from entrypoints.http.headers import ResponseHeaders
from entrypoints.http.health import health_routes
from entrypoints.http.introspection import introspection_route
from entrypoints.http.logos import Logos
from entrypoints.http.logout import Logout
from entrypoints.http.pages import Pages
from entrypoints.http.questions import Questions
from entrypoints.http.revocation import revocation_route
from entrypoints.http.token import token_route
from entrypoints.http.use_cases import UseCases
from entrypoints.http.userinfo import userinfo_route
from entrypoints.http.webfinger import webfinger_route

_log = structlog.get_logger("guildpass.http")

Show = Callable[[HttpRequest, Exception], Response[Any]]

_LARGEST_BODY = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the application has to know of its place.

    Everything that names an address comes from ``issuer``: no header of a request is trusted
    for that, neither Host nor any X-Forwarded one. ``upstream_url`` is where people sign in.
    """

    issuer: str
    upstream_url: str
    login_lifetime: timedelta
    session_lifetime: timedelta
    jwks_max_age: timedelta
    branding: Branding
    client_logos: Mapping[str, Picture]

    @property
    def https(self) -> bool:
        """Whether browsers reach it by TLS."""
        return self.issuer.startswith("https://")


def create_app(
    use_cases: UseCases,
    site: Site,
    *,
    new_reference: Callable[[], str],
    on_startup: Callable[[], Awaitable[None]],
    on_shutdown: Callable[[], Awaitable[None]],
) -> Litestar:
    """Make the application."""
    logos = Logos(brand=site.branding.logo, clients=site.client_logos)
    pages = Pages(branding=site.branding, logos=logos)
    errors = ErrorResponses(issuer=site.issuer, pages=pages, new_reference=new_reference)

    async def warn_if_not_ready() -> None:
        readiness = await use_cases.check_readiness()()
        if readiness.reason is not None:
            mend = "look at Redis and REDIS_URL"
            _log.warning("store_unavailable", reason=readiness.reason, mend=mend)

    return Litestar(
        route_handlers=[
            _router(_for_people(use_cases, site, pages), errors.as_redirect_or_page),
            _router(_for_clients(use_cases), errors.as_json),
            _router([userinfo_route(use_cases)], errors.as_challenge),
            _router(_about(use_cases, site), errors.as_json),
            _router(logos.routes(), errors.as_unrouted),
        ],
        exception_handlers={Exception: errors.as_unrouted},
        middleware=[_one_version(use_cases)],
        before_send=[ResponseHeaders(use_cases=use_cases, https=site.https)],
        on_startup=[warn_if_not_ready, on_startup],
        on_shutdown=[on_shutdown],
        request_max_body_size=_LARGEST_BODY,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def _one_version(use_cases: UseCases) -> Middleware:
    """Answer each request by the rules that were in force when it came."""

    def around(app: ASGIApp) -> ASGIApp:
        async def pinned(scope: Scope, receive: Receive, send: Send) -> None:
            with use_cases.pinned_rules():
                await app(scope, receive, send)

        return pinned

    return around


def _about(use_cases: UseCases, site: Site) -> list[HTTPRouteHandler]:
    return [
        *discovery_routes(use_cases, site.jwks_max_age),
        webfinger_route(use_cases),
        *health_routes(use_cases),
    ]


def _for_people(use_cases: UseCases, site: Site, pages: Pages) -> list[HTTPRouteHandler]:
    cookies = Cookies.lasting(
        secure=site.https,
        login_lifetime=site.login_lifetime,
        session_lifetime=site.session_lifetime,
    )
    outcomes = OutcomeResponses(issuer=site.issuer, pages=pages, cookies=cookies)
    questions = Questions(
        use_cases=use_cases,
        cookies=cookies,
        outcomes=outcomes,
        pages=pages,
        upstream_url=site.upstream_url,
    )
    return [
        *authorize_routes(use_cases, cookies, outcomes, site.issuer),
        *questions.routes(),
        callback_route(use_cases, cookies, outcomes),
        *Logout(use_cases=use_cases, cookies=cookies, pages=pages, issuer=site.issuer).routes(),
    ]


def _for_clients(use_cases: UseCases) -> list[HTTPRouteHandler]:
    return [token_route(use_cases), revocation_route(use_cases), introspection_route(use_cases)]


def _router(handlers: list[Any], show: Show) -> ControllerRouterHandler:
    # Litestar copies a router deeply: a function stays itself, a bound method would not.
    def shown(request: HttpRequest, fault: Exception) -> Response[Any]:
        return show(request, fault)

    return Router(path="/", route_handlers=handlers, exception_handlers={Exception: shown})

"""The dashboard's web application."""

import logging
from collections import Counter
from typing import Any

from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from demo.dashboard.config import DashboardConfig
from demo.dashboard.pages import HEADERS, icon, page, style
from demo.dashboard.reception import Reception
from demo.dashboard.sign_in import SignInRefusedError

# Cookies know no ports: these names must differ from those of the provider on the same host.
BROWSER_COOKIE = "dashboard_browser"
SESSION_COOKIE = "dashboard_session"

Visit = Request[Any, Any, State]


def _cookie(key: str, value: str, *, secure: bool) -> Cookie:
    max_age = None if value else 0
    return Cookie(key, value=value, max_age=max_age, httponly=True, samesite="lax", secure=secure)


def _go(path: str, *cookies: Cookie) -> Redirect:
    return Redirect(path, status_code=303, headers=HEADERS, cookies=list(cookies))


@get("/", sync_to_thread=False)
def home(request: Visit, reception: NamedDependency[Reception]) -> Response[str]:
    """Show who is signed in, or the way in."""
    session = reception.session(request.cookies.get(SESSION_COOKIE))
    if session is None:
        return page("home.html")
    return page("signed_in.html", session=session)


@get("/session.json", sync_to_thread=False)
def session_json(request: Visit, reception: NamedDependency[Reception]) -> Response[dict[str, Any]]:
    """Give the same to a machine that holds the session's cookie."""
    session = reception.session(request.cookies.get(SESSION_COOKIE))
    if session is None:
        return Response({"error": "not_signed_in"}, status_code=401, headers=HEADERS)
    return Response(session.as_json(), headers=HEADERS)


@get("/login")
async def login(request: Visit, reception: NamedDependency[Reception]) -> Redirect:
    """Send the browser to the provider, marked so that its return is known."""
    if request.base_url.netloc != reception.host:
        # "localhost" and 127.0.0.1 share no cookies, and only one of them is registered.
        return _go(f"{reception.public_url}/login")
    browser, url = await reception.begin(request.cookies.get(BROWSER_COOKIE))
    return _go(url, _cookie(BROWSER_COOKIE, browser, secure=reception.secure))


@get("/callback")
async def callback(request: Visit, reception: NamedDependency[Reception]) -> Redirect:
    """Take the provider's answer and open a session."""
    answer = list(request.query_params.multi_items())
    if any(count > 1 for count in Counter(name for name, _ in answer).values()):
        raise SignInRefusedError("invalid_response", "The provider's answer repeats itself.")
    session_id = await reception.complete(request.cookies.get(BROWSER_COOKIE), dict(answer))
    await reception.leave(request.cookies.get(SESSION_COOKIE))
    return _go("/", _cookie(SESSION_COOKIE, session_id, secure=reception.secure))


@post("/refresh")
async def refresh(request: Visit, reception: NamedDependency[Reception]) -> Redirect:
    """Learn what has changed since, without sending anybody anywhere."""
    session_id = await reception.refresh(request.cookies.get(SESSION_COOKIE))
    return _go("/", _cookie(SESSION_COOKIE, session_id or "", secure=reception.secure))


@post("/logout")
async def logout(request: Visit, reception: NamedDependency[Reception]) -> Redirect:
    """Forget the person here; they stay signed in at Discord."""
    await reception.leave(request.cookies.get(SESSION_COOKIE))
    return _go("/", _cookie(SESSION_COOKIE, "", secure=reception.secure))


def _refused(_: Visit, error: SignInRefusedError) -> Response[str]:
    """Say why nobody was signed in."""
    details = {"error": error.error, "description": error.description}
    return page("error.html", status_code=400, **details)


def _failed(_: Visit, error: Exception) -> Response[str]:
    """Answer what the application does not serve or could not do."""
    if isinstance(error, HTTPException):
        details = {"error": str(error.status_code), "description": error.detail}
        return page("error.html", status_code=error.status_code, **details)
    logging.getLogger(__name__).error("request failed", exc_info=error)
    return page("error.html", status_code=500, error="500", description="The dashboard failed.")


def create_app(config: DashboardConfig) -> Litestar:
    """Build the dashboard for one registration at one provider."""
    reception = Reception(config)
    return Litestar(
        route_handlers=[home, session_json, login, callback, refresh, logout, style, icon],
        dependencies={"reception": Provide(lambda: reception, sync_to_thread=False)},
        exception_handlers={SignInRefusedError: _refused, Exception: _failed},
        openapi_config=None,
        logging_config=None,
    )

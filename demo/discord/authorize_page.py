"""``/oauth2/authorize``: the page where a person agrees, cancels or chooses another account."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.response import Redirect

from demo.discord.authorization import UnregisteredError, request_fault, scope_fault
from demo.discord.pages import page
from demo.discord.state import Simulator

# Cookies know no ports: the name must differ from those of the provider on the same host.
BROWSER_COOKIE = "discord_simulator_browser"

SCOPE_MEANINGS = {
    "identify": "see the username, avatar and language",
    "email": "see the email address",
    "guilds": "see which servers the account is in",
    "guilds.members.read": "see nickname and roles in those servers",
    "openid": "receive an ID token",
}

Visit = Request[Any, Any, State]


@get("/oauth2/authorize", sync_to_thread=False)
def authorize(request: Visit, simulator: NamedDependency[Simulator]) -> Response[str] | Redirect:
    """Show the page, unless ``prompt=none`` finds that this browser has agreed before."""
    query = dict(request.query_params.items())
    simulator.authorize_requests.append(query)
    redirect_uri = simulator.redirect_uri(query)
    fault = request_fault(query)
    if fault:
        return _go(simulator.answer(query, fault.parameters()))
    scopes = query.get("scope", "").split()
    if query.get("prompt") == "none":
        browser = request.cookies.get(BROWSER_COOKIE)
        user_id = simulator.browsers.agreed(browser, frozenset(scopes))
        if user_id in simulator.members:
            return _go(simulator.approve(query, user_id))
    return page(
        "authorize.html",
        query=query,
        scopes={scope: SCOPE_MEANINGS.get(scope, "") for scope in scopes},
        host=urlsplit(redirect_uri).netloc,
        members=[member for member in simulator.members.values() if member.listed],
    )


@post("/oauth2/authorize")
async def decide(request: Visit, simulator: NamedDependency[Simulator]) -> Response[str] | Redirect:
    """Take the person's choice, which comes with the parameters of the request."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    if "cancel" in form:
        return _go(simulator.cancel(form))
    user_id = form.get("user_id", "")
    if user_id not in simulator.members:
        return _error("Unknown account", "Choose one of the sample people.")
    url = simulator.approve(form, user_id)
    scope = form.get("scope", "")
    if request_fault(form) or scope_fault(scope):
        return _go(url)
    browser = request.cookies.get(BROWSER_COOKIE) or secrets.token_urlsafe()
    simulator.browsers.remember(browser, user_id, frozenset(scope.split()))
    return _go(url, _cookie(browser))


def unregistered(_: Visit, error: UnregisteredError) -> Response[str]:
    """Say that the request leads nowhere."""
    return _error("Invalid OAuth2 redirect_uri", str(error))


def _error(title: str, detail: str) -> Response[str]:
    return page("error.html", status_code=400, title=title, detail=detail)


def _go(url: str, *cookies: Cookie) -> Redirect:
    return Redirect(
        url, status_code=303, headers={"Cache-Control": "no-store"}, cookies=list(cookies)
    )


def _cookie(browser: str) -> Cookie:
    return Cookie(BROWSER_COOKIE, value=browser, path="/oauth2", httponly=True, samesite="lax")

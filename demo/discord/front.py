"""What stands before Discord's routes: counting, prepared answers, the check of the agent."""

import re
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Scope

from demo.discord.answers import Answer, send_answer
from demo.discord.state import Simulator

_ROUTES = {
    "authorize": re.compile(r"GET /oauth2/authorize"),
    "token": re.compile(r"[A-Z]+ /api/v10/oauth2/token"),
    "user": re.compile(r"[A-Z]+ /api/v10/users/@me"),
    "user_member": re.compile(r"[A-Z]+ /api/v10/users/@me/guilds/([^/]+)/member"),
    "bot_application": re.compile(r"[A-Z]+ /api/v10/applications/@me"),
    "bot_roles": re.compile(r"[A-Z]+ /api/v10/guilds/([^/]+)/roles"),
    "bot_search": re.compile(r"[A-Z]+ /api/v10/guilds/([^/]+)/members/search"),
    "bot_member": re.compile(r"[A-Z]+ /api/v10/guilds/([^/]+)/members/[^/]+"),
}
_AGENT = re.compile(r"DiscordBot \(\S+, \S+\)( .*)?")

UNKNOWN_AGENT = Answer(status=403, body=b"error code: 1010", content_type="text/plain")
BROWSER_AGENT = Answer(status=403, json={"message": "internal network error", "code": 40333})


# Litestar, httpx and uvicorn each have their own types for what ASGI passes.
Wire = Any


class Front:
    """Answers in place of the application, or lets it answer."""

    def __init__(self, app: ASGIApp, simulator: Simulator) -> None:
        self._app = app
        self._simulator = simulator

    async def __call__(self, scope: Wire, receive: Wire, send: Wire) -> None:
        """Serve one connection (ASGI)."""
        answer = self._answer(scope) if scope["type"] == ScopeType.HTTP else None
        if answer is None:
            await self._app(scope, receive, send)
        else:
            await send_answer(answer, receive, send)

    def _answer(self, scope: Scope) -> Answer | None:
        route = _route(scope)
        if route is not None:
            name, *guild_id = route
            self._simulator.calls[name] += 1
            of_guild = self._simulator.scripted(" ".join(route)) if guild_id else None
            answer = of_guild or self._simulator.scripted(name)
            if answer is not None:
                return answer
        return _refused_agent(scope) if scope["path"].startswith("/api/") else None


def _route(scope: Scope) -> tuple[str, ...] | None:
    """Give the name of the route and, where there is one, the guild."""
    line = f"{scope.get('method')} {scope['path']}"
    matches = ((name, pattern.fullmatch(line)) for name, pattern in _ROUTES.items())
    return next(((name, *match.groups()) for name, match in matches if match), None)


def _refused_agent(scope: Scope) -> Answer | None:
    """Refuse an agent that does not say which bot it is (Discord's reference, User Agent)."""
    agent = dict(scope["headers"]).get(b"user-agent", b"").decode("latin-1")
    if _AGENT.fullmatch(agent):
        return None
    return BROWSER_AGENT if agent.startswith("Mozilla") else UNKNOWN_AGENT

"""The simulation as an ASGI application."""

import logging
from http import HTTPStatus
from typing import Any

from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException

from demo.discord.answers import Answer
from demo.discord.api import (
    ApiRefusedError,
    api_refused,
    bot_application,
    current_member,
    current_user,
    guild_member,
    guild_roles,
    guild_search,
)
from demo.discord.authorization import UnregisteredError
from demo.discord.authorize_page import authorize, decide, unregistered
from demo.discord.front import Front
from demo.discord.state import Simulator
from demo.discord.token_endpoint import TokenRefusedError, exchange, token_refused

__all__ = ["Answer", "Simulator", "create_app"]


def create_app(simulator: Simulator) -> Front:
    """Serve one simulated Discord."""
    app = Litestar(
        route_handlers=[
            *(authorize, decide, exchange, bot_application, current_user, current_member),
            *(guild_member, guild_roles, guild_search),
        ],
        dependencies={"simulator": Provide(lambda: simulator, sync_to_thread=False)},
        exception_handlers={
            UnregisteredError: unregistered,
            TokenRefusedError: token_refused,
            ApiRefusedError: api_refused,
            Exception: _failed,
        },
        openapi_config=None,
        logging_config=None,
    )
    return Front(app, simulator)


def _failed(_: Request[Any, Any, State], error: Exception) -> Response[dict[str, object]]:
    """Answer what is not served, or went wrong, in Discord's shape."""
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
    else:
        logging.getLogger(__name__).error("the simulator failed", exc_info=error)
        status = HTTPStatus.INTERNAL_SERVER_ERROR
    body: dict[str, object] = {"message": f"{status.value}: {status.phrase}", "code": 0}
    return Response(body, status_code=status.value)

"""Headers of every answer: what browsers must not do, and which scripts may read it."""

from typing import cast

import structlog
from litestar.datastructures import MutableScopeHeaders
from litestar.types import HTTPScope, Message, Scope

from domain.metadata import DISCOVERY_PATHS, JWKS_PATH, REVOCATION_PATH, TOKEN_PATH, USERINFO_PATH
from domain.webfinger import WEBFINGER_PATH
from entrypoints.http.use_cases import UseCases

_log = structlog.get_logger("guildpass.http")

_OPEN_TO_ALL = frozenset({*DISCOVERY_PATHS, JWKS_PATH, USERINFO_PATH, WEBFINGER_PATH})
# What scripts of applications call with credentials in the request.
_OPEN_TO_CLIENTS = frozenset({TOKEN_PATH, REVOCATION_PATH})
_BASE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
}
_HSTS = "max-age=31536000"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Max-Age": "600",
}
# Where an endpoint for clients leaves in a request whose credentials it carries.
PRESENTED_CLIENT = "presented_client_id"


class ResponseHeaders:
    """Adds headers to whatever is sent, errors and unknown paths included."""

    def __init__(self, *, use_cases: UseCases, https: bool) -> None:
        self._use_cases = use_cases
        self._base = _BASE | ({"Strict-Transport-Security": _HSTS} if https else {})

    async def __call__(self, message: Message, scope: Scope) -> None:
        """Complete the start of a response; Litestar calls it before each message."""
        if message["type"] != "http.response.start":
            return
        # No websocket route exists, so that every response here is one of HTTP.
        headers = MutableScopeHeaders.from_message(message)
        for name, value in self._base.items():
            headers.setdefault(name, value)
        await self._allow_origin(headers, cast("HTTPScope", scope))

    async def _allow_origin(self, headers: MutableScopeHeaders, scope: HTTPScope) -> None:
        path = scope["path"]
        if path in _OPEN_TO_ALL:
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Access-Control-Expose-Headers"] = "WWW-Authenticate"
        elif path in _OPEN_TO_CLIENTS:
            headers["Vary"] = "Origin"
            origin = _origin(scope)
            client_id = scope["state"].get(PRESENTED_CLIENT)
            if origin is None or not await self._is_allowed(origin, client_id):
                return
            headers["Access-Control-Allow-Origin"] = origin
        else:
            return
        if scope["method"] == "OPTIONS":
            headers.update(_PREFLIGHT)

    async def _is_allowed(self, origin: str, client_id: str | None) -> bool:
        try:
            return await self._use_cases.allow_origin()(origin, client_id=client_id)
        except Exception:  # noqa: BLE001 - the answer is made, and must not be lost over this
            _log.error("origin_not_checked", client_id=client_id, exc_info=True)
            return False


def _origin(scope: HTTPScope) -> str | None:
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    return origins[0].decode("latin-1") if len(origins) == 1 else None

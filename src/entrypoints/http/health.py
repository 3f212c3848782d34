"""Health: whether the process lives, and whether it can serve sign-ins."""

from typing import Any

from litestar import Response, route
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from entrypoints.http.responses import READING, no_store
from entrypoints.http.use_cases import UseCases


def health_routes(use_cases: UseCases) -> list[HTTPRouteHandler]:
    """Make the handlers."""

    @route("/health/live", http_method=READING, status_code=HTTP_200_OK)
    async def live() -> Response[Any]:
        """Answer as long as the process can: a lost store is no reason to restart it."""
        return no_store({"status": "live"})

    @route("/health/ready", http_method=READING, status_code=HTTP_200_OK)
    async def ready() -> Response[Any]:
        """Answer 503 while the store does not answer."""
        readiness = await use_cases.check_readiness()()
        if readiness.reason is None:
            warnings = {"warnings": readiness.warnings} if readiness.warnings else {}
            return no_store({"status": "ready", **warnings})
        body = {"status": "not ready", "reason": "the store does not answer"}
        return no_store(body, status_code=HTTP_503_SERVICE_UNAVAILABLE)

    return [live, ready]

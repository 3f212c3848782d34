"""Logos: the operator's pictures, served from here, so that no page loads from elsewhere."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from litestar import Response, route
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from entrypoints.branding import Picture
from entrypoints.http.responses import READING

BRAND_LOGO_PATH = "/brand/logo"
CLIENT_LOGOS_PATH = "/logos"

_HEADERS = {
    # An SVG can hold scripts. In a page it is an <img>, which runs none; opened by its own
    # address it runs none because of this.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "public, max-age=3600",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Logos:
    """Which logos there are, and where: a client's under the digest of its id."""

    def __init__(self, *, brand: Picture | None, clients: Mapping[str, Picture]) -> None:
        self._brand = brand
        self._clients = {_digest(client_id): picture for client_id, picture in clients.items()}

    @property
    def of_brand(self) -> str | None:
        """The path of the provider's own logo, if it has one."""
        return None if self._brand is None else BRAND_LOGO_PATH

    def of_client(self, client_id: str | None) -> str | None:
        """Give the path of a client's logo, if it has one."""
        name = None if client_id is None else _digest(client_id)
        return f"{CLIENT_LOGOS_PATH}/{name}" if name in self._clients else None

    def routes(self) -> list[HTTPRouteHandler]:
        """Make the handlers."""

        @route(BRAND_LOGO_PATH, http_method=READING, status_code=HTTP_200_OK)
        async def brand_logo() -> Response[Any]:
            """Serve the provider's logo."""
            return _served(self._brand)

        @route(f"{CLIENT_LOGOS_PATH}/{{name:str}}", http_method=READING, status_code=HTTP_200_OK)
        async def client_logo(name: FromPath[str]) -> Response[Any]:
            """Serve a client's logo."""
            return _served(self._clients.get(name))

        return [brand_logo, client_logo]


def _served(picture: Picture | None) -> Response[Any]:
    if picture is None:
        raise NotFoundException
    return Response(picture.content, media_type=picture.media_type, headers=dict(_HEADERS))


def _digest(client_id: str) -> str:
    return sha256(client_id.encode()).hexdigest()

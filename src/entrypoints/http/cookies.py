"""The one cookie of a sign-in: which browser began it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie

from entrypoints.http.form import HttpRequest

_NAME = "guildpass_browser"
# So that who comes back late is told that it took too long, not that the browser is another.
_LINGERS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserCookie:
    """A random value that binds trips to Discord to this browser.

    ``__Host-`` and Secure need https; a loopback issuer without it does without them, so that
    every browser and every client takes the cookie.
    """

    secure: bool
    lifetime: timedelta

    @property
    def name(self) -> str:
        """The name the cookie has here."""
        return f"__Host-{_NAME}" if self.secure else _NAME

    def read(self, request: HttpRequest) -> str | None:
        """Give the value the browser sent."""
        return request.cookies.get(self.name)

    def write(self, response: Response[Any], value: str) -> None:
        """Set the cookie for the time a sign-in may take, and a while longer."""
        response.set_cookie(
            Cookie(
                key=self.name,
                value=value,
                path="/",
                max_age=int((self.lifetime + _LINGERS).total_seconds()),
                secure=self.secure,
                httponly=True,
                samesite="lax",
            )
        )

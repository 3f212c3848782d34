"""The two cookies: which browser began a sign-in, and which session it has."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypedDict

from litestar import Response
from litestar.datastructures import Cookie

from entrypoints.http.form import HttpRequest

# So that who comes back late is told that it took too long, not that the browser is another.
_LINGERS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpaqueCookie:
    """A random value of ours in a browser.

    ``__Host-`` and Secure need https; a loopback issuer without it does without them, so that
    every browser and every client takes the cookie.
    """

    base_name: str
    secure: bool
    lifetime: timedelta

    @property
    def name(self) -> str:
        """The name the cookie has here."""
        return f"__Host-{self.base_name}" if self.secure else self.base_name

    def read(self, request: HttpRequest) -> str | None:
        """Give the value the browser sent."""
        return request.cookies.get(self.name)

    def write(self, response: Response[Any], value: str) -> None:
        """Set the cookie."""
        response.set_cookie(
            Cookie(
                key=self.name,
                value=value,
                path="/",
                max_age=int(self.lifetime.total_seconds()),
                secure=self.secure,
                httponly=True,
                samesite="lax",
            )
        )

    def clear(self, response: Response[Any]) -> None:
        """Let the browser forget the cookie."""
        response.set_cookie(
            Cookie(
                key=self.name,
                value="",
                path="/",
                max_age=0,
                secure=self.secure,
                httponly=True,
                samesite="lax",
            )
        )


class Sent(TypedDict):
    """The cookies as a browser sent them, if it did."""

    browser: str | None
    session: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookies:
    """What a browser keeps: ``browser`` binds sign-ins to it, ``session`` is who is signed in."""

    browser: OpaqueCookie
    session: OpaqueCookie

    @classmethod
    def lasting(
        cls, *, secure: bool, login_lifetime: timedelta, session_lifetime: timedelta
    ) -> "Cookies":
        """Make both, the first for as long as a sign-in may take and a while longer."""
        return cls(
            browser=OpaqueCookie(
                base_name="guildpass_browser", secure=secure, lifetime=login_lifetime + _LINGERS
            ),
            session=OpaqueCookie(
                base_name="guildpass_session", secure=secure, lifetime=session_lifetime
            ),
        )

    def read(self, request: HttpRequest) -> Sent:
        """Give both."""
        return Sent(browser=self.browser.read(request), session=self.session.read(request))

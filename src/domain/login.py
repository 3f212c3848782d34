"""Login: one pending trip to Discord, bound to the browser that began it."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime

from domain.auth_request import AuthRequest
from domain.errors import ForeignBrowser, LoginExpired
from domain.opaque_token import digest, is_opaque_token
from domain.progress import NOTHING_YET, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The request a person came with, kept under the digest of the state sent to Discord.

    The state alone completes nothing: the cookie of the browser that began the trip is
    needed as well (RFC 6749 section 10.12), of which only the digest is kept. ``chosen`` says
    that the person was asked to sign in, so that it counts as a new sign-in.
    """

    request: AuthRequest
    browser_digest: str
    upstream_code_verifier: str = field(repr=False)
    expires_at: datetime
    chosen: bool = False
    progress: Progress = NOTHING_YET

    @property
    def asks_email(self) -> bool:
        """Whether Discord is asked for the address."""
        return self.request.needs_email or self.progress.keeps_email

    def check(self, browser: str, now: datetime) -> None:
        """Raise :class:`ForeignBrowser` or :class:`LoginExpired`."""
        if not hmac.compare_digest(self.browser_digest, digest(browser)):
            raise ForeignBrowser("the browser is not the one that began this sign-in")
        if now >= self.expires_at:
            raise LoginExpired("the sign-in took longer than AUTH_REQUEST_TTL")


def presented_browser(cookie: str | None) -> str:
    """Give the browser cookie if it can be one of ours, or raise :class:`ForeignBrowser`."""
    kept = browser_to_keep(cookie)
    if kept is None:
        raise ForeignBrowser("the browser sent no cookie of a sign-in")
    return kept


def browser_to_keep(cookie: str | None) -> str | None:
    """Give a browser cookie that can be one of ours, so that all tabs share it; else None."""
    return cookie if cookie is not None and is_opaque_token(cookie) else None

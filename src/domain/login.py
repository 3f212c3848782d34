"""Login: one pending trip to Discord, bound to the browser that began it."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.auth_request import AuthRequest
from domain.browser import check_browser
from domain.page_refusals import LoginExpired
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
        reason = "the browser is not the one that began this sign-in"
        check_browser(self.browser_digest, browser, reason=reason)
        if now >= self.expires_at:
            raise LoginExpired("the sign-in took longer than AUTH_REQUEST_TTL")

"""Logout: what an application asks for when somebody signs out there.

OpenID Connect RP-Initiated Logout 1.0 sections 2 and 3.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from domain.browser import check_browser
from domain.id_token_hint import IdTokenHint
from domain.page_refusals import ForeignBrowser, LogoutExpired
from domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutTarget:
    """A post_logout_redirect_uri that was found registered, and the state to return.

    Only :meth:`domain.client.Client.logout_target` makes one, so that nothing is ever
    redirected to an unregistered address.
    """

    post_logout_redirect_uri: str
    state: str | None

    @property
    def location(self) -> str:
        """The URL to redirect to: nothing is added but the state."""
        uri = self.post_logout_redirect_uri
        if self.state is None:
            return uri
        separator = "&" if "?" in uri else "?"
        return uri + separator + urlencode({"state": self.state}, quote_via=quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutRequest:
    """What was asked for, every part of it verified; any part may be missing."""

    client_id: str | None = None
    target: LogoutTarget | None = None
    hint: IdTokenHint | None = None

    def settles(self, session: Session) -> bool:
        """Tell whether the hint proves that this very session is meant.

        A hint of another session, of the same person even, proves nothing: whoever kept an
        old ID token could end any session to come.
        """
        hint = self.hint
        return (
            hint is not None
            and hint.sid == session.sid
            and hint.subject == session.identity.discord_id
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLogout:
    """Kept under the digest of the token in the page's address.

    Either a request that came by POST and waits for the GET that carries the cookies, or a
    question: then it is bound to the browser and the session that were asked.
    """

    request: LogoutRequest
    browser_digest: str | None
    session_digest: str | None
    expires_at: datetime

    @property
    def is_question(self) -> bool:
        """Whether somebody is being asked."""
        return self.browser_digest is not None

    def check_age(self, now: datetime) -> None:
        """Raise :class:`LogoutExpired`."""
        if now >= self.expires_at:
            raise LogoutExpired("the sign-out took longer than AUTH_REQUEST_TTL")

    def check_browser(self, cookie: str) -> None:
        """Raise :class:`ForeignBrowser` unless it is the browser that was asked."""
        if self.browser_digest is None:
            raise ForeignBrowser("nobody was asked whether to sign out")
        reason = "the browser is not the one that was asked whether to sign out"
        check_browser(self.browser_digest, cookie, reason=reason)

    def was_asked_of(self, session_digest: str) -> bool:
        """Tell whether this is the session that was asked: only that one is ended."""
        return self.session_digest == session_digest

"""Interaction: a question a page of ours puts to a person in the middle of a sign-in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.auth_request import AuthRequest
from domain.browser import check_browser
from domain.page_refusals import LoginExpired
from domain.progress import NOTHING_YET, Progress


class Question(StrEnum):
    """What is asked: to sign in anew, or to share with an application."""

    SIGN_IN = "sign-in"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """Kept under the digest of the token in the page's address.

    That token alone answers nothing: the cookie of the browser that was asked is needed as
    well, and for a consent the session that was asked. ``shown_scope`` is what the page said would
    be shared.
    """

    question: Question
    request: AuthRequest
    browser_digest: str
    session_digest: str | None
    expires_at: datetime
    shown_scope: frozenset[str]
    progress: Progress = NOTHING_YET

    def was_asked_of(self, session_digest: str) -> bool:
        """Tell whether this is the session that was asked: only its yes counts."""
        return self.session_digest == session_digest

    def check(self, question: Question, browser: str, now: datetime) -> None:
        """Raise :class:`ForeignBrowser`, or :class:`LoginExpired` also for another question."""
        reason = "the browser is not the one that was asked"
        check_browser(self.browser_digest, browser, reason=reason)
        if question is not self.question:
            raise LoginExpired("the page belongs to another question")
        if now >= self.expires_at:
            raise LoginExpired("the answer took longer than AUTH_REQUEST_TTL")

"""A visit: who asks for what, and in which browser."""

from dataclasses import dataclass, field, replace

from domain.auth_request import AuthRequest
from domain.authorization_response import ResponseTarget
from domain.client import Client
from domain.progress import NOTHING_YET, Progress
from domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A validated request in a browser, and how far it has come.

    ``browser`` is the cookie as it was sent, if it was.
    """

    client: Client
    target: ResponseTarget
    request: AuthRequest
    browser: str | None = field(repr=False)
    progress: Progress = NOTHING_YET

    @property
    def asked_scope(self) -> frozenset[str]:
        """All that would be shared, also what the client gets unasked."""
        asked = self.request.asked_scope
        return asked | self.client.unasked_scope(asked)

    def signed_in(self) -> "Visit":
        """Give the visit after somebody signed in for it."""
        return replace(self, progress=replace(self.progress, signed_in=True))

    def begun_anew(self) -> "Visit":
        """Give the visit as it was before anybody had done anything for it."""
        return replace(self, progress=NOTHING_YET)

    def keeping_email(self, session: Session) -> "Visit":
        """Give the visit of somebody whose session may have the address, and must not lose it."""
        kept = replace(self.progress, keeps_email=session.has_email)
        return replace(self, progress=kept)

    def agreed(self, session: Session) -> "Visit":
        """Give the visit after this person agreed to share."""
        agreed = replace(self.progress, agreed=session.identity.discord_id)
        return replace(self, progress=agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSession:
    """A session that is alive, and the digest it lies under."""

    session_digest: str
    session: Session

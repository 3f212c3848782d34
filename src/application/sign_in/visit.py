"""A visit: who asks for what, and in which browser."""

from dataclasses import dataclass

from domain.auth_request import AuthRequest
from domain.authorization_response import ResponseTarget
from domain.client import Client
from domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A validated request in a browser; ``browser`` is its cookie as it was sent, if it was."""

    client: Client
    target: ResponseTarget
    request: AuthRequest
    browser: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSession:
    """A session that is alive, and the digest it lies under."""

    session_digest: str
    session: Session

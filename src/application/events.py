"""Audit events: what happened that concerns security. No secret is ever a field of one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A code was issued to a member, after a trip to Discord or from a session."""

    client_id: str
    sub: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """A person agreed to share with a client."""

    client_id: str
    sub: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAMember:
    """Somebody is signed in who is not, or no longer, a full member of the guild."""

    client_id: str
    sub: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOff:
    """A session was ended, by its person or because they left.

    ``joined`` are the ids of the clients that got a code in it, separated by spaces.
    """

    sub: str
    joined: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensIssued:
    """A code was redeemed."""

    client_id: str
    sub: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReplayed:
    """A used code was presented again by its own client, so what it gave was ended."""

    client_id: str
    sub: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAdded:
    """A signing key was made; ``signs_from`` is a moment in ISO 8601."""

    kid: str
    alg: str
    signs_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRemoved:
    """A signing key was destroyed."""

    kid: str
    alg: str


AuditEvent = (
    SignedIn
    | ConsentGiven
    | NotAMember
    | SignedOff
    | TokensIssued
    | CodeReplayed
    | KeyAdded
    | KeyRemoved
)

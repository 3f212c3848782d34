"""Audit events: what happened that concerns security. No secret is ever a field of one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A member came back from Discord, and a code was issued."""

    client_id: str
    sub: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAMember:
    """Somebody signed in at Discord who is not a full member of the guild."""

    client_id: str
    sub: str
    reason: str


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


AuditEvent = SignedIn | NotAMember | TokensIssued | CodeReplayed

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
class BlockedPersonRefused:
    """Somebody wanted to sign in whom the operator has blocked."""

    client_id: str
    sub: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateClosed:
    """A member wanted, or had, an application that is not open to them.

    ``rules`` are those of the gate that said no, separated by spaces.
    """

    client_id: str
    sub: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOff:
    """A session was ended: by its person, an operator, or since their access ended.

    ``joined`` are the ids of the clients that got a code in it, separated by spaces.
    """

    sub: str
    joined: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensRefreshed:
    """A refresh token was used."""

    client_id: str
    sub: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshTokenReplayed:
    """A refresh token that was replaced came again, so its family was ended."""

    client_id: str
    sub: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked:
    """A client ended a token: ``kind`` is ``access_token`` or ``refresh_token``."""

    client_id: str
    sub: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationRefused:
    """A client wanted to end a token of another, ``of_client``; ``kind`` as above."""

    client_id: str
    sub: str
    of_client: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntrospectionRefused:
    """A client asked about a token of another, ``of_client``, and was told nothing."""

    client_id: str
    sub: str
    of_client: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantEnded:
    """A grant was ended because of its client, or by the operator."""

    client_id: str
    sub: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEnded:
    """Every session and every grant of a person was ended."""

    sub: str
    reason: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesReloaded:
    """Other rules are in force from now on; so many clients and subteams are in them."""

    clients: int
    subteams: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRefused:
    """What the operator wrote has a fault, so that the rules of before stay in force."""

    reason: str


AuditEvent = (
    SignedIn
    | ConsentGiven
    | NotAMember
    | BlockedPersonRefused
    | GateClosed
    | SignedOff
    | TokensIssued
    | CodeReplayed
    | TokensRefreshed
    | RefreshTokenReplayed
    | TokenRevoked
    | RevocationRefused
    | IntrospectionRefused
    | GrantEnded
    | AccessEnded
    | KeyAdded
    | KeyRemoved
    | RulesReloaded
    | RulesRefused
)

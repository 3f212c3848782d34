"""Clients: the applications that may ask (RFC 6749 section 2, metadata of RFC 7591)."""

import hmac
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from domain.authorization_response import ResponseTarget
from domain.errors import InvalidClient, UntrustedClient
from domain.redirect_uri import origin_of


class TokenEndpointAuthMethod(StrEnum):
    """How a client authenticates (RFC 7591 section 2)."""

    CLIENT_SECRET_BASIC = "client_secret_basic"
    CLIENT_SECRET_POST = "client_secret_post"
    NONE = "none"


class IdTokenClaims(StrEnum):
    """Whether ID tokens carry claims about the person, or those of the protocol only."""

    FULL = "full"
    MINIMAL = "minimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCredentials:
    """What a request presented to authenticate its client (RFC 6749 section 2.3.1)."""

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    method: TokenEndpointAuthMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A registered client. Of its secret only the SHA-256 digest is kept."""

    client_id: str
    client_secret_sha256: bytes | None = field(repr=False)
    redirect_uris: frozenset[str]
    token_endpoint_auth_methods: frozenset[TokenEndpointAuthMethod]
    allowed_scope: frozenset[str]
    client_name: str | None = None
    id_token_claims: IdTokenClaims = IdTokenClaims.FULL

    @property
    def is_public(self) -> bool:
        """A client that cannot keep a secret (RFC 6749 section 2.1)."""
        return self.client_secret_sha256 is None

    @property
    def display_name(self) -> str:
        """The name a person is shown."""
        return self.client_name or self.client_id

    @property
    def origins(self) -> AbstractSet[str]:
        """The web origins of the redirect URIs: those whose scripts may call the token endpoint."""
        return {origin for uri in self.redirect_uris if (origin := origin_of(uri))}

    def response_target(self, redirect_uri: str | None, state: str | None) -> ResponseTarget:
        """Give the one place an answer may go to, or raise :class:`UntrustedClient`.

        Compared by exact string (RFC 9700 section 2.1), and always required.
        """
        if redirect_uri is None or redirect_uri not in self.redirect_uris:
            raise UntrustedClient("redirect_uri is not registered for this client")
        return ResponseTarget(redirect_uri=redirect_uri, state=state)

    def authenticate(self, credentials: ClientCredentials) -> None:
        """Raise :class:`InvalidClient` unless the method is allowed and the secret is right."""
        if credentials.method not in self.token_endpoint_auth_methods:
            raise InvalidClient(reason=f"{credentials.method} is not allowed for this client")
        if self.client_secret_sha256 is None:
            return
        presented = sha256((credentials.client_secret or "").encode())
        if not hmac.compare_digest(self.client_secret_sha256, presented.digest()):
            raise InvalidClient(reason="wrong client_secret")

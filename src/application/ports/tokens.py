"""Ports: signing tokens, verifying them, and publishing the keys."""

from abc import abstractmethod
from typing import Protocol

from domain.access_token import AccessToken
from domain.claims import Claims
from domain.id_token_hint import IdTokenHint
from domain.signing_algorithm import SigningAlgorithm


class SigningUnavailable(Exception):
    """Nothing can be signed; nothing was used up for it.

    ``detail`` names the kind of fault, for the log; it holds nothing of a key or a token.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.reason = f"nothing can be signed ({detail})"


class TokenSigner(Protocol):
    """Signs claims as a JWT (RFC 7519, RFC 7515 compact serialisation)."""

    @abstractmethod
    async def sign(self, claims: Claims, *, token_type: str, algorithm: SigningAlgorithm) -> str:
        """Give the token, or raise :class:`SigningUnavailable`.

        ``token_type`` becomes the header ``typ`` (RFC 8725 section 3.11).
        """


class AccessTokenVerifier(Protocol):
    """Verifies access tokens of this provider (RFC 9068 section 4)."""

    @abstractmethod
    async def read(self, access_token: str) -> AccessToken:
        """Read a valid token; raise ``InvalidToken`` for anything else.

        Whether its audience is one of its client's is for the caller to find out.
        """


class IdTokenHintVerifier(Protocol):
    """Verifies ID tokens that come back as a hint (OpenID Connect Core section 3.1.2.2)."""

    @abstractmethod
    async def hint(self, id_token: str) -> IdTokenHint:
        """Read an ID token of ours, expired or not; raise ``InvalidToken`` for anything else."""


class KeySet(Protocol):
    """The public keys."""

    @abstractmethod
    def jwks(self) -> dict[str, object]:
        """Give the JWK Set (RFC 7517 section 5), public members only."""

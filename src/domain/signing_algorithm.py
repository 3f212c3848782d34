"""The algorithms tokens are signed with (RFC 7518 section 3.1, RFC 8037 section 3.1)."""

from enum import StrEnum
from hashlib import sha256, sha512


class SigningAlgorithm(StrEnum):
    """RS256 is what every application can verify (OpenID Connect Core section 15.1)."""

    RS256 = "RS256"
    PS256 = "PS256"
    ES256 = "ES256"
    EDDSA = "EdDSA"

    def digest(self, data: bytes) -> bytes:
        """Digest by the hash of this algorithm: of EdDSA, with Ed25519, it is SHA-512."""
        return (sha512 if self is SigningAlgorithm.EDDSA else sha256)(data).digest()

"""Proof Key for Code Exchange, S256 only (RFC 7636; RFC 9700 section 2.1.1)."""

import hmac
import re
from dataclasses import dataclass

from domain.errors import InvalidRequest
from domain.opaque_token import digest
from domain.parameters import Parameters

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


@dataclass(frozen=True, slots=True)
class CodeChallenge:
    """BASE64URL(SHA256(code_verifier)): 43 characters (RFC 7636 section 4.2)."""

    value: str

    @classmethod
    def of(cls, code_verifier: str) -> "CodeChallenge":
        """Make the challenge of a verifier of our own."""
        return cls(digest(code_verifier))

    @classmethod
    def requested(cls, parameters: Parameters) -> "CodeChallenge | None":
        """Read ``code_challenge`` and ``code_challenge_method``; an absent method means plain."""
        value = parameters.get("code_challenge")
        method = parameters.get("code_challenge_method")
        if value is None and method is None:
            return None
        if method != "S256":
            raise InvalidRequest("The code_challenge_method must be S256.")
        if value is None or not _CHALLENGE.fullmatch(value):
            raise InvalidRequest("The code_challenge must be 43 base64url characters.")
        return cls(value)

    def matches(self, code_verifier: str) -> bool:
        """Verify (RFC 7636 section 4.6), in constant time for a well-formed verifier."""
        if not _VERIFIER.fullmatch(code_verifier):
            return False
        return hmac.compare_digest(self.value, digest(code_verifier))

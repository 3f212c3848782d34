"""Codes and access tokens the simulator has issued."""

import base64
import hashlib
from dataclasses import dataclass

# Discord staff: "codes expire 100 seconds after creation" (discord-api-docs issue 2526).
CODE_LIFETIME = 100
TOKEN_LIFETIME = 604_800


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCode:
    """An authorization code and all it is bound to (RFC 6749 4.1.2, RFC 7636 4.4)."""

    user_id: str
    scopes: frozenset[str]
    redirect_uri: str
    code_challenge: str | None
    expires_at: float

    def is_proven_by(self, code_verifier: str) -> bool:
        """Compare as S256 does (RFC 7636 section 4.6)."""
        digest = hashlib.sha256(code_verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.code_challenge


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """An access token of one person."""

    user_id: str
    scopes: frozenset[str]
    expires_at: float

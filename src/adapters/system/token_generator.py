"""The system's randomness."""

import secrets

from application.ports.token_generator import TokenGenerator


class SecretsTokenGenerator(TokenGenerator):
    """Tokens from the operating system's random source."""

    def token(self) -> str:
        """Give 256 random bits, base64url."""
        return secrets.token_urlsafe(32)

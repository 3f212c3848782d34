"""Use case: publish the keys that verify our tokens (RFC 7517)."""

from application.ports.tokens import KeySet


class PublishKeys:
    """Give the JWK Set."""

    def __init__(self, *, keys: KeySet) -> None:
        self._keys = keys

    async def __call__(self) -> dict[str, object]:
        """Give the public keys."""
        return self._keys.jwks()

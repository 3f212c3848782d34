"""A signer that fails when the test says so."""

from typing import Any

from dependency_injector import providers

from application.ports.tokens import SigningUnavailable, TokenSigner
from domain.claims import Claims
from domain.signing_algorithm import SigningAlgorithm


class FlakySigner(TokenSigner):
    """Stands before one that works; it may fail for one kind of token only."""

    def __init__(self, behind: TokenSigner, *, kind: str | None = None) -> None:
        self._behind = behind
        self._kind = kind
        self.failing = False

    async def sign(self, claims: Claims, *, token_type: str, algorithm: SigningAlgorithm) -> str:
        """Sign, or fail."""
        if self.failing and self._kind in {None, token_type}:
            raise SigningUnavailable("the test says so")
        return await self._behind.sign(claims, token_type=token_type, algorithm=algorithm)

    def provided(self) -> "providers.Object[Any]":
        """Give it as the container takes it."""
        return providers.Object(self)

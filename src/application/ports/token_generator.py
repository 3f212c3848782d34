"""Port: randomness."""

from abc import abstractmethod
from typing import Protocol


class TokenGenerator(Protocol):
    """Makes values nobody can guess."""

    @abstractmethod
    def token(self) -> str:
        """Give 256 random bits as 43 base64url characters."""

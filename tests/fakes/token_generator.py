"""Tokens that count up, so that a test can tell them apart."""

from application.ports.token_generator import TokenGenerator


class FakeTokenGenerator(TokenGenerator):
    """Gives 43 characters that end in the number of the call."""

    def __init__(self) -> None:
        self.count = 0

    def token(self) -> str:
        """Give the next token."""
        self.count += 1
        return f"token-{self.count:037d}"

"""A client makes itself known by a secret: making one."""

from dataclasses import dataclass, field
from hashlib import sha256

from application.ports.token_generator import TokenGenerator


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSecret:
    """A secret that is to be shown once, and the digest of it that is kept."""

    text: str = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest in hexadecimal digits, as ``client_secret_sha256`` has it."""
        return sha256(self.text.encode()).hexdigest()


class MakeClientSecret:
    """Makes a secret of 256 random bits (RFC 6749 section 10.10 asks for 128).

    All its characters are unreserved (RFC 3986 section 2.3): it is the same with and without the
    form encoding of RFC 6749 section 2.3.1, which some libraries forget.
    """

    def __init__(self, *, tokens: TokenGenerator) -> None:
        self._tokens = tokens

    async def __call__(self) -> ClientSecret:
        """Give a new one."""
        return ClientSecret(text=self._tokens.token())

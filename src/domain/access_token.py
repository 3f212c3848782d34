"""AccessToken: what a verified access token says (RFC 9068 section 2.2)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """``grant_id`` leads to the grant, ``unique`` tells this token from others of it."""

    grant_id: str
    unique: str
    scope: frozenset[str]
    issued_at: datetime
    expires_at: datetime

    @property
    def jti(self) -> str:
        """The ``jti``: no other token has it."""
        return f"{self.grant_id}.{self.unique}"

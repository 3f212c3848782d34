"""AccessToken: what a verified access token says (RFC 9068 section 2.2)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """A token of ours: ``grant_id`` leads to its grant, ``unique`` tells it from others of it.

    ``audience`` is for whom it was made, which its client may have been registered for since.
    """

    grant_id: str
    unique: str
    audience: str
    scope: frozenset[str]
    issued_at: datetime
    expires_at: datetime

    @property
    def jti(self) -> str:
        """The ``jti``: no other token has it, and it leads back to the grant."""
        return jti_of(self.grant_id, self.unique)


def jti_of(grant_id: str, unique: str) -> str:
    """Make a ``jti``."""
    return f"{grant_id}.{unique}"


def parts_of(jti: str) -> tuple[str, str]:
    """Give the id of the grant, and what tells the token from others of it."""
    grant_id, _, unique = jti.partition(".")
    return grant_id, unique

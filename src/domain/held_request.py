"""HeldRequest: an authorization request that came by POST and waits to be taken up by GET."""

from dataclasses import dataclass
from datetime import datetime

from domain.auth_request import AuthRequest
from domain.page_refusals import LoginExpired


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRequest:
    """Kept under the digest of the reference in the address; it may be taken up repeatedly."""

    request: AuthRequest
    expires_at: datetime

    def check(self, now: datetime) -> None:
        """Raise :class:`LoginExpired`."""
        if now >= self.expires_at:
            raise LoginExpired("the request was not taken up within AUTH_REQUEST_TTL")

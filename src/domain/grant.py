"""Grant: what a person allowed a client, and the member data its answers are made from."""

from dataclasses import dataclass
from datetime import datetime

from domain.claims_request import NO_CLAIMS, ClaimsRequest
from domain.identity import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Made when a code is redeemed; while it is there, the access token of it is alive."""

    client_id: str
    scope: frozenset[str]
    auth_time: datetime
    identity: Identity
    sid: str
    claims: ClaimsRequest = NO_CLAIMS

    @property
    def subject(self) -> str:
        """The ``sub`` of every token of this grant: the Discord user id, never reassigned."""
        return self.identity.discord_id

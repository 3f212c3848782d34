"""Access rules: who may stay, and for how long what Discord said is believed."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.identity import Identity


class Refusal(StrEnum):
    """Why somebody may not come in; the value is for the log."""

    BLOCKED = "blocked"
    NOT_IN_GUILD = "not in the guild"
    NOT_FULL = "membership screening or guest"
    GATE = "the gate of the application is closed to them"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRules:
    """Who may stay: members of any guild whom the operator has not ``blocked``, by Discord id.

    Member data older than ``freshness`` is read again; while Discord does not answer, what it
    said last counts until it is older than ``staleness_limit``.
    """

    blocked: AbstractSet[str]
    freshness: timedelta
    staleness_limit: timedelta

    def refusal(self, identity: Identity) -> Refusal | None:
        """Give why somebody may not come in; None for one who may."""
        if identity.discord_id in self.blocked:
            return Refusal.BLOCKED
        if identity.is_member:
            return None
        return Refusal.NOT_FULL if identity.is_waiting else Refusal.NOT_IN_GUILD

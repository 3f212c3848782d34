"""What the policy makes of one person at one application, all of it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.access_rules import Refusal
from domain.claims import Claims, Portrait
from domain.policy.claim_rules import Place
from domain.policy.gate import Verdict


class Outcome(StrEnum):
    """Whether somebody gets in."""

    OPEN = "open"
    CLOSED = "closed"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A person as the application sees them, each rule of both gates, and what would be told.

    ``refusal`` is why they may not sign in at all. ``claims`` are those for ``scope``, were the
    gate open; a place where nothing is told is not in it. What differs from token to token is
    left out.
    """

    portrait: Portrait
    refusal: Refusal | None
    verdict: Verdict
    scope: frozenset[str]
    claims: dict[Place, Claims]

    @property
    def outcome(self) -> Outcome:
        """Whether they get in, as a sign-in would find it."""
        if not self.portrait.client.enabled or self.refusal is Refusal.BLOCKED:
            return Outcome.CLOSED
        if self.refusal is not None:
            # The guild that is silent may be the one that they are in.
            silent = self.portrait.identity.memberships.silent_guilds
            return Outcome.UNDECIDED if silent else Outcome.CLOSED
        if self.verdict.refused:
            return Outcome.CLOSED
        return Outcome.OPEN if self.verdict.is_open else Outcome.UNDECIDED

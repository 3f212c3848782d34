"""SubteamPolicy: what a person is, and whether they may use an application."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity import Identity
from domain.policy.gate import OPEN, Gate, Verdict
from domain.policy.subteams import Standing, Subteams


@dataclass(frozen=True, slots=True, kw_only=True)
class SubteamPolicy:
    """The subteams, and the ``gate`` that holds for every application."""

    subteams: Subteams = field(default_factory=lambda: Subteams(()))
    gate: Gate = OPEN

    def standing(self, identity: Identity) -> Standing:
        """Tell what a person is."""
        return self.subteams.of(identity)

    def verdict(self, standing: Standing, gate: Gate, now: datetime) -> Verdict:
        """Tell whether they may use the application of that gate, by every rule there is."""
        return Verdict(general=self.gate.checks(standing, now), own=gate.checks(standing, now))

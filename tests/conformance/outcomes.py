"""How modules come out, counted and named as the certification suite does."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Plan(StrEnum):
    """The certification plans."""

    BASIC = "Basic OP"
    CONFIG = "Config OP"
    FORM_POST = "Form Post OP"
    RP_LOGOUT = "RP-Initiated Logout OP"
    BACK_CHANNEL = "Back-Channel Logout OP"


class Outcome(StrEnum):
    """What a module comes to; the worst that was noted, and the first here is the best."""

    PASSED = "PASSED"
    REVIEW = "REVIEW"
    SKIPPED = "SKIPPED"
    WARNING = "WARNING"
    FAILED = "FAILED"


_ORDER = list(Outcome)
_COUNTED = {
    Outcome.PASSED: "passed",
    Outcome.WARNING: "warning",
    Outcome.SKIPPED: "skipped",
    Outcome.REVIEW: "to review",
    Outcome.FAILED: "failed",
}


@dataclass
class Verdict:
    """The outcome of one module with the reasons for it."""

    outcome: Outcome = Outcome.PASSED
    reasons: list[str] = field(default_factory=list)

    def note(self, outcome: Outcome, reason: str) -> None:
        """Add one reason; the outcome is never better than it was."""
        self.outcome = max(self.outcome, outcome, key=_ORDER.index)
        if reason not in self.reasons:
            self.reasons.append(reason)

    def __str__(self) -> str:
        return ": ".join([self.outcome, *filter(None, ["; ".join(self.reasons)])])


class Report:
    """All verdicts of a run, by plan and module."""

    def __init__(self) -> None:
        self.verdicts: dict[tuple[Plan, str], Verdict] = {}

    def begin(self, plan: Plan, module: str) -> Verdict:
        """Give the verdict of a module that is about to run."""
        assert (plan, module) not in self.verdicts, f"{module} runs twice"
        return self.verdicts.setdefault((plan, module), Verdict())

    def lines(self) -> Iterator[str]:
        """Give the counts of each plan, and why a module did not simply pass."""
        for plan in Plan:
            ran = {name: v for (of, name), v in self.verdicts.items() if of is plan}
            if ran:
                yield f"{plan}: {_counts(list(ran.values()))}"
            for name, verdict in ran.items():
                if verdict.outcome is not Outcome.PASSED:
                    yield f"  {name} {verdict}"


def _counts(verdicts: list[Verdict]) -> str:
    counted = Counter(verdict.outcome for verdict in verdicts)
    return ", ".join(
        f"{counted[outcome]} {words}{'s' if words == 'warning' and counted[outcome] != 1 else ''}"
        for outcome, words in _COUNTED.items()
    )

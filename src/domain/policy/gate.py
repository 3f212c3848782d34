"""Gates: who may use an application, and which of the rules said no."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.policy.condition import Condition, Decision, Finding
from domain.policy.subteams import Standing
from domain.policy.truth import Truth, any_of


class Rule(StrEnum):
    """A rule of a gate; the value is its name in the policy, and in the log."""

    BLOCKED = "blocked_users"
    ANY = "any"
    ALL = "all"
    NONE = "none"
    ALLOWED = "allowed_users"
    TWO_FACTOR = "two_factor"
    ACCOUNT_AGE = "account_age"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one rule came to; ``findings`` are the roles and subteams it looked at.

    ``opens_at`` is when an account will be old enough, for that rule alone.
    """

    rule: Rule
    truth: Truth
    findings: tuple[Finding, ...] = ()
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What every rule came to: of the ``general`` gate, and of the application's ``own``."""

    general: tuple[Check, ...]
    own: tuple[Check, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """All of them, the general ones first."""
        return self.general + self.own

    @property
    def undecided(self) -> tuple[Check, ...]:
        """The rules of which it is not known."""
        return tuple(check for check in self.checks if check.truth is None)

    @property
    def refused(self) -> tuple[Check, ...]:
        """The rules that say no."""
        return tuple(check for check in self.checks if check.truth is False)

    @property
    def is_open(self) -> bool:
        """Whether each rule certainly says yes: what is not known opens nothing."""
        return all(check.truth for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Rules, each of which must say yes; one without rules is open to every member.

    Who is among ``allowed_users`` needs neither ``any`` nor ``all`` of the condition; where there
    is neither, only they may come in. Every other rule holds for them too.
    """

    condition: Condition = field(default_factory=Condition)
    allowed_users: AbstractSet[str] = frozenset()
    blocked_users: AbstractSet[str] = frozenset()
    two_factor: bool = False
    account_age: timedelta = timedelta()

    def checks(self, standing: Standing, now: datetime) -> tuple[Check, ...]:
        """Look at each rule that there is."""
        return (
            *self._of_users(standing),
            *self._of_subteams(self.condition.decide(standing.facts, standing.truths), standing),
            *self._of_account(standing, now),
        )

    def _of_users(self, standing: Standing) -> list[Check]:
        user_id = standing.facts.user_id
        checks = []
        if self.blocked_users:
            checks.append(Check(rule=Rule.BLOCKED, truth=user_id not in self.blocked_users))
        if self.allowed_users and not (self.condition.any or self.condition.all):
            checks.append(Check(rule=Rule.ALLOWED, truth=user_id in self.allowed_users))
        return checks

    def _of_subteams(self, decision: Decision, standing: Standing) -> list[Check]:
        allowed = standing.facts.user_id in self.allowed_users
        found = (
            Check(rule=Rule.ANY, truth=_or(allowed, decision.any_truth), findings=decision.any),
            Check(rule=Rule.ALL, truth=_or(allowed, decision.all_truth), findings=decision.all),
            Check(rule=Rule.NONE, truth=decision.none_truth, findings=decision.none),
        )
        return [check for check in found if check.findings]

    def _of_account(self, standing: Standing, now: datetime) -> list[Check]:
        facts = standing.facts
        checks = []
        if self.two_factor:
            checks.append(Check(rule=Rule.TWO_FACTOR, truth=facts.two_factor))
        if self.account_age:
            opens_at = facts.created_at + self.account_age
            old_enough = now >= opens_at
            checks.append(Check(rule=Rule.ACCOUNT_AGE, truth=old_enough, opens_at=opens_at))
        return checks


OPEN = Gate()


def _or(allowed: bool, truth: Truth) -> Truth:  # noqa: FBT001 - two truths, of which one is certain
    return any_of((allowed, truth))

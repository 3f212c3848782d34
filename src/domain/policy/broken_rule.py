"""Broken rules: what a person is told of a closed gate."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.policy.condition import Finding, HasRole
from domain.policy.gate import Check, Rule
from domain.policy.subteams import Subteams

_ALMOST_A_DAY = timedelta(days=1, microseconds=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A rule that said no. ``names`` are the subteams and roles that it is about, to be read.

    ``opens_at`` is when an account will be old enough, for that rule alone.
    """

    rule: Rule
    names: tuple[str, ...] = ()
    opens_at: datetime | None = None

    @property
    def date(self) -> str:
        """The first whole day on which it will do, in ISO 8601; nothing for another rule."""
        return f"{self.opens_at + _ALMOST_A_DAY:%Y-%m-%d}" if self.opens_at else ""

    @classmethod
    def of(cls, check: Check, subteams: Subteams) -> "BrokenRule":
        """Give it in words: of many that are needed, those that are missing."""
        about = [one for one in check.findings if _is_to_blame(check.rule, one)]
        names = tuple(_name(one, subteams) for one in about)
        return cls(rule=check.rule, names=names, opens_at=check.opens_at)


def _is_to_blame(rule: Rule, finding: Finding) -> bool:
    match rule:
        case Rule.ALL:
            return finding.truth is False
        case Rule.NONE:
            return finding.truth is True
        case _:
            return True


def _name(finding: Finding, subteams: Subteams) -> str:
    one = finding.requirement
    return one.label if isinstance(one, HasRole) else subteams.name_of(one.slug)

"""``gate``: who may use one application, or any."""

from datetime import timedelta

import msgspec

from domain.policy.gate import OPEN, Gate
from domain.policy.subteams import Subteams
from entrypoints.settings.rules.entries import GateEntry
from entrypoints.settings.rules.faults import at, check_names, check_not_empty
from entrypoints.settings.rules.roles import RoleNames
from entrypoints.settings.rules.subteams import condition
from entrypoints.settings.source import in_seconds, is_snowflake

_LONGEST_AGE = timedelta(days=3650)


def read_gate(value: object, names: RoleNames, subteams: Subteams) -> Gate:
    """Read a gate; without one it is open to every member."""
    if value is None:
        return OPEN
    check_names(value, GateEntry.__struct_fields__)
    # Whoever takes the last name off a list means nobody by it, and not everybody.
    check_not_empty(value, ("any", "all", "none", "allowed_users"))
    entry = msgspec.convert(value, GateEntry)
    return Gate(
        condition=condition(entry, names, subteams),
        allowed_users=_ids("allowed_users", entry.allowed_users),
        blocked_users=_ids("blocked_users", entry.blocked_users),
        two_factor=entry.two_factor,
        account_age=_age(entry.account_age),
    )


def _ids(name: str, ids: list[str]) -> frozenset[str]:
    with at(name):
        if not all(map(is_snowflake, ids)):
            raise ValueError("must list Discord user ids, as texts in quotes")
    return frozenset(ids)


def _age(text: str | None) -> timedelta:
    with at("account_age"):
        if text is None:
            return timedelta()
        seconds = in_seconds(text)
        if seconds is None or not 0 < seconds <= _LONGEST_AGE.total_seconds():
            raise ValueError(f'must be a time such as "30d", of {_LONGEST_AGE.days} days at most')
        return timedelta(seconds=seconds)

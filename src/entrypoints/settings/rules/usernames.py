"""``preferred_username``: which names an application takes."""

import re
import string

import msgspec

from domain.policy.username import UsernameRule
from entrypoints.settings.rules.entries import UsernameEntry
from entrypoints.settings.rules.faults import at, check_names

_RANGE = re.compile(r"[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|.")
_LONGEST = 128
# An id has up to twenty digits; with a separator, and something before it.
_ROOM = 24
# The shortest name that an id can make: of fifteen digits, with a separator.
_CERTAIN = 16


def read_username_rule(value: object) -> UsernameRule | None:
    """Read the rule; without one, names are as Discord has them."""
    if value is None:
        return None
    check_names(value, UsernameEntry.__struct_fields__)
    entry = msgspec.convert(value, UsernameEntry)
    with at("characters"):
        characters = _characters(entry.characters)
    with at("starts_with_letter"):
        if entry.starts_with_letter and not characters & {"u", "U"}:
            raise ValueError("needs u or U among the characters")
    if not (1 <= entry.shortest <= _CERTAIN and _ROOM <= entry.longest <= _LONGEST):
        bounds = f"from 1 to {_CERTAIN}, longest from {_ROOM} to {_LONGEST}"
        raise ValueError(f"shortest must be {bounds}")
    return UsernameRule(
        characters=characters,
        starts_with_letter=entry.starts_with_letter,
        shortest=entry.shortest,
        longest=entry.longest,
    )


def _characters(text: str) -> frozenset[str]:
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("must be ASCII without spaces")
    found = set[str]()
    for part in _RANGE.findall(text):
        if part[0] > part[-1]:
            raise ValueError("has a range that ends before it begins")
        found |= {chr(number) for number in range(ord(part[0]), ord(part[-1]) + 1)}
    if not found >= set(string.digits):
        raise ValueError("must hold 0-9: an id may have to go behind the name")
    return frozenset(found)

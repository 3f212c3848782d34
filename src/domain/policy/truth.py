"""Truth: yes, no, or not known, as strong three-valued logic has it.

What a guild that does not answer would decide is not known. Neither "any of" nor "none of" may
take that for a no: the one would shut somebody out for ever, the other would let somebody in.
"""

from collections.abc import Iterable

Truth = bool | None


def all_of(truths: Iterable[Truth]) -> Truth:
    """Give False if one is false, else None if one is not known."""
    certain = True
    for truth in truths:
        if truth is False:
            return False
        certain = certain and truth is not None
    return True if certain else None


def any_of(truths: Iterable[Truth]) -> Truth:
    """Give True if one is true, else None if one is not known."""
    certain = True
    for truth in truths:
        if truth:
            return True
        certain = certain and truth is not None
    return False if certain else None


def none_of(truths: Iterable[Truth]) -> Truth:
    """Give the opposite of :func:`any_of`; what is not known stays so."""
    found = any_of(truths)
    return None if found is None else not found

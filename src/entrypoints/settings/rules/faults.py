"""Where in the rules a fault is; how it is said depends on where they came from."""

import difflib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec

Path = tuple[str, ...]

_LIKE_A_NAME = re.compile(r"[a-z]+(_[a-z0-9]+){0,5}")
_LONGEST_NAME = 32
_BETWEEN_WORDS = re.compile(r"[ ._:/-]")
_WORD = re.compile(r"[^\W\d_]+[0-9]{0,4}")
_WRONG_TYPE = re.compile(
    r"Expected `(?P<kind>[\w |]+)`, got `[\w ]+`(?: - at `\$\.?(?P<name>[\w.]*).*`)?"
)
_KINDS = {
    "int": "a whole number, without quotes",
    "float": "a number, without quotes",
    "str": "a text in quotes",
    "array": "a list in square brackets",
    "bool": "true or false, without quotes",
    "object": "a table",
}
_ANY_KIND = frozenset({"bool", "int", "float", "str", "array"})


class Fault(ValueError):
    """What is wrong, and where; of values the text shows no more than names.

    ``unsaid`` leads on to the line: a name that may be a secret in the wrong place.
    """

    def __init__(self, path: Path, text: str, *, unsaid: Path = ()) -> None:
        super().__init__(text)
        self.path = path
        self.text = text
        self.unsaid = unsaid


@contextmanager
def at(*path: str) -> Iterator[None]:
    """Say of a fault in here that it is at this place."""
    try:
        yield
    except Fault as fault:
        raise Fault((*path, *fault.path), fault.text, unsaid=fault.unsaid) from None
    except msgspec.ValidationError as fault:
        name, text = _in_words(fault)
        raise Fault((*path, *name), text) from None
    except ValueError as fault:
        raise Fault(path, str(fault)) from None


def check_names(value: object, known: Iterable[str]) -> None:
    """Refuse unknown names before msgspec does: it would repeat them whatever they are."""
    if not isinstance(value, dict):
        return
    names = sorted(known)
    unknown = sorted(value.keys() - set(names))
    if not unknown:
        return
    # What looks like no name may be a secret in the wrong place.
    shown = next((name for name in unknown if _LIKE_A_NAME.fullmatch(name)), None)
    if shown is None:
        raise Fault((), "holds an unknown name", unsaid=(unknown[0],))
    near = difflib.get_close_matches(shown, names, n=1)
    mend = f"; is it {near[0]}?" if near else ""
    raise Fault((), f"unknown name {shown}{mend}", unsaid=(shown,))


def check_not_empty(value: object, names: Iterable[str]) -> None:
    """Refuse a list that names nobody: it would count as one that is not there at all."""
    for name in names:
        if isinstance(value, dict) and value.get(name) == []:
            raise Fault((name,), "is empty: leave the line out, or name somebody")


def quoted(text: str) -> str:
    """Give a name in quotes, unless it is like none: it may be a secret in the wrong place."""
    words = _BETWEEN_WORDS.split(text)
    is_name = len(text) <= _LONGEST_NAME and all(map(_WORD.fullmatch, words))
    return f'"{text}"' if is_name and text[1:] == text[1:].lower() else "of that name"


def _in_words(fault: msgspec.ValidationError) -> tuple[Path, str]:
    """Say which name is of the wrong kind, and which kind is right."""
    found = _WRONG_TYPE.match(str(fault))
    if found is None:
        return (), str(fault)
    kinds = [kind for kind in found["kind"].split(" | ") if kind != "null"]
    words = " or ".join(_KINDS.get(kind, kind) for kind in kinds)
    if set(kinds) == _ANY_KIND:
        words = "a text, a number, true or false, or a list of texts"
    name = (found["name"],) if found["name"] else ()
    return name, f"must be {words}"

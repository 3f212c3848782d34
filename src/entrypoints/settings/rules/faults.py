"""Where in the rules a fault is; how it is said depends on where they came from."""

import difflib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec

Path = tuple[str, ...]

_LONGEST_SHOWN = 64
_LIKE_A_NAME = re.compile(r"[a-z]+(_[a-z0-9]+){0,5}")
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


class Fault(ValueError):
    """What is wrong, and where; of values the text shows no more than names."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(text)
        self.path = path
        self.text = text


def shown(name: str) -> str:
    """Give a name in quotes; nothing of what is too long for one, or not fit for a line."""
    return f'"{name}"' if name.isprintable() and len(name) <= _LONGEST_SHOWN else "..."


@contextmanager
def at(*path: str) -> Iterator[None]:
    """Say of a fault in here that it is at this place."""
    try:
        yield
    except Fault as fault:
        raise Fault((*path, *fault.path), fault.text) from None
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
    found = next((name for name in unknown if _LIKE_A_NAME.fullmatch(name)), None)
    if found is None:
        raise ValueError("holds an unknown name")
    near = difflib.get_close_matches(found, names, n=1)
    hint = f"; is it {near[0]}?" if near else ""
    raise Fault((found,), f"unknown name {found}{hint}")


def _in_words(fault: msgspec.ValidationError) -> tuple[Path, str]:
    """Say which name is of the wrong kind, and which kind is right."""
    found = _WRONG_TYPE.match(str(fault))
    if found is None:
        return (), str(fault)
    kinds = [kind for kind in found["kind"].split(" | ") if kind != "null"]
    words = " or ".join(_KINDS.get(kind, kind) for kind in kinds)
    name = (found["name"],) if found["name"] else ()
    return name, f"must be {words}"

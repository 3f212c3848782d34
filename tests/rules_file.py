"""``guildpass.toml`` as a test writes it: the tables as Python has them."""

import json
from pathlib import Path
from typing import Any

Tables = dict[str, Any]


def toml(value: object) -> str:
    """Write a value. What JSON calls a text, a list or a number, TOML calls so too."""
    match value:
        case dict():
            entries = (f"{_text(name)} = {toml(one)}" for name, one in value.items())
            return "{ " + ", ".join(entries) + " }"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case _:
            return _text(value)


def written(tables: Tables) -> str:
    """Write a whole file."""
    return "".join(f"{name} = {toml(table)}\n" for name, table in tables.items())


def put(file: Path, text: str) -> None:
    """Put a file in its place as editors and Kubernetes do: whole, by a rename."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(text)
    new.replace(file)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""What the schema says of values beside their types. Nothing is refused by it."""

from collections.abc import Iterable

import msgspec


def said(description: str, *examples: object) -> msgspec.Meta:
    """Say what a value means."""
    return msgspec.Meta(description=description, examples=list(examples) or None)


def one_of(words: Iterable[str]) -> msgspec.Meta:
    """Say that only these words will do."""
    return msgspec.Meta(extra_json_schema={"enum": [str(word) for word in words]})


def like(pattern: str) -> msgspec.Meta:
    """Say how a text is written from its first character to its last."""
    return msgspec.Meta(extra_json_schema={"pattern": f"^({pattern})$"})

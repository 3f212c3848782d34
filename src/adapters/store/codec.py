"""How entities are written: MessagePack that names the version of their shape.

Not JSON, which takes six bytes for one where a client fills its state with controls.
"""

from typing import TypeVar

import msgspec

T = TypeVar("T")

# Raised when a stored shape changes, so that during a rolling update old and new processes
# treat each other's records as absent instead of misreading them.
_VERSION = b"4"


def encode(entity: object) -> bytes:
    """Write an entity."""
    return _VERSION + msgspec.msgpack.encode(entity)


def decode(data: bytes, kind: type[T]) -> T | None:
    """Read an entity; None for what another version, or somebody else, wrote."""
    if not data.startswith(_VERSION):
        return None
    try:
        return msgspec.msgpack.decode(data[len(_VERSION) :], type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None

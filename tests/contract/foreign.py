"""Bytes that lie where an entity should, and were not written by this version of us."""

from adapters.store.codec import encode

_NESTED = 100_000
_VERSION = encode({})[:1]

FOREIGN: dict[str, bytes] = {
    "nothing": b"",
    "an older version": b"1\x80",
    "a version alone": _VERSION,
    "an empty map": _VERSION + b"\x80",
    "an empty array": _VERSION + b"\x90",
    "a wrong type": _VERSION + b"\x81\xa7request\x01",
    "no version": b"\x80\xff",
    "a byte that means nothing": _VERSION + b"\xc1",
    "a map without end": _VERSION + b"\xdf\xff\xff\xff\xff",
    "a text without end": _VERSION + b"\x81\xdb\xff\xff\xff\xff",
    "a name that is no UTF-8": _VERSION + b"\x81\xa1\xff\x01",
    "an unknown name, deeply nested": _VERSION + b"\x81\xa1x" + b"\x91" * _NESTED + b"\xc0",
    "a known name, deeply nested": _VERSION + b"\x81\xa7request" + b"\x81\xa1x" * _NESTED + b"\xc0",
    "JSON": _VERSION + b"{}",
    "deeply nested JSON": _VERSION + b'{"x":' + b"[" * _NESTED,
}


def of_the_last_version(entity: object) -> bytes:
    """Give an entity as the version before this one wrote it."""
    return bytes([_VERSION[0] - 1]) + encode(entity)[1:]


def of_the_next_version(entity: object) -> bytes:
    """Give an entity as a later version may write it."""
    return bytes([_VERSION[0] + 1]) + encode(entity)[1:]


def not_utf_8(entity: object) -> bytes:
    """Give an entity that names the client "dashboard", with one byte of that name gone wrong."""
    spoilt = encode(entity).replace(b"dashboard", b"dashboar\xff")
    assert spoilt != encode(entity)
    return spoilt

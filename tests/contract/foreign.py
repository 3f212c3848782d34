"""Bytes that lie where an entity should, and were not written by this version of us."""

from adapters.store.codec import encode

_NESTED = 100_000

FOREIGN: dict[str, bytes] = {
    "nothing": b"",
    "an older version": b"1\x80",
    "a version alone": b"2",
    "an empty map": b"2\x80",
    "an empty array": b"2\x90",
    "a wrong type": b"2\x81\xa7request\x01",
    "no version": b"\x80\xff",
    "a byte that means nothing": b"2\xc1",
    "a map without end": b"2\xdf\xff\xff\xff\xff",
    "a text without end": b"2\x81\xdb\xff\xff\xff\xff",
    "a name that is no UTF-8": b"2\x81\xa1\xff\x01",
    "an unknown name, deeply nested": b"2\x81\xa1x" + b"\x91" * _NESTED + b"\xc0",
    "a known name, deeply nested": b"2\x81\xa7request" + b"\x81\xa1x" * _NESTED + b"\xc0",
    "JSON": b"2{}",
    "deeply nested JSON": b'2{"x":' + b"[" * _NESTED,
}


def of_the_last_version(entity: object) -> bytes:
    """Give an entity as the version before this one wrote it."""
    return b"1" + encode(entity)[1:]


def of_the_next_version(entity: object) -> bytes:
    """Give an entity as a later version may write it."""
    return b"3" + encode(entity)[1:]


def not_utf_8(entity: object) -> bytes:
    """Give an entity that names the client "dashboard", with one byte of that name gone wrong."""
    spoilt = encode(entity).replace(b"dashboard", b"dashboar\xff")
    assert spoilt != encode(entity)
    return spoilt

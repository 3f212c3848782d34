"""Bytes that lie where an entity should, and were not written by this version of us."""

from adapters.store.codec import encode

_NESTED = 100_000

FOREIGN: dict[str, bytes] = {
    "nothing": b"",
    "another version": b"0\x80",
    "a version alone": b"1",
    "an empty map": b"1\x80",
    "an empty array": b"1\x90",
    "a wrong type": b"1\x81\xa7request\x01",
    "no version": b"\x80\xff",
    "a byte that means nothing": b"1\xc1",
    "a map without end": b"1\xdf\xff\xff\xff\xff",
    "a text without end": b"1\x81\xdb\xff\xff\xff\xff",
    "a name that is no UTF-8": b"1\x81\xa1\xff\x01",
    "an unknown name, deeply nested": b"1\x81\xa1x" + b"\x91" * _NESTED + b"\xc0",
    "a known name, deeply nested": b"1\x81\xa7request" + b"\x81\xa1x" * _NESTED + b"\xc0",
    "JSON": b"1{}",
    "deeply nested JSON": b'1{"x":' + b"[" * _NESTED,
}


def of_another_version(entity: object) -> bytes:
    """Give an entity as a later version may write it."""
    return b"2" + encode(entity)[1:]


def not_utf_8(entity: object) -> bytes:
    """Give an entity of the client "dashboard" in whose client_id one byte went wrong."""
    spoilt = encode(entity).replace(b"dashboard", b"dashboar\xff")
    assert spoilt != encode(entity)
    return spoilt

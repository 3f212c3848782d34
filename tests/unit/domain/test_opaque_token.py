"""Opaque tokens: their shape and their digest."""

import pytest

from domain.opaque_token import digest, is_opaque_token


def test_the_digest_is_sha_256_in_base64url_without_padding() -> None:
    # SHA-256 of "abc", FIPS 180-2 appendix B.1: ba7816bf 8f01cfea ... f20015ad.
    assert digest("abc") == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"


def test_a_digest_has_the_shape_of_a_token() -> None:
    assert is_opaque_token(digest("\u00e9"))


@pytest.mark.parametrize("token", ["a" * 43, "-_" * 21 + "9"])
def test_a_token_is_43_base64url_characters(token: str) -> None:
    assert is_opaque_token(token)


_FOREIGN = ["", "a" * 42, "a" * 44, "a" * 42 + "=", "a" * 42 + "+", "a" * 43 + "\n"]
_HOSTILE = ["a" * 42 + "\x00", "\u0661" * 43, "*" * 43, " " * 43, "a" * 65_536]


@pytest.mark.parametrize("value", _FOREIGN + _HOSTILE)
def test_nothing_else_is_looked_up(value: str) -> None:
    assert not is_opaque_token(value)

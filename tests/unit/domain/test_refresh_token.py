"""The text of a refresh token: what is read is what was written, and nothing near it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refresh_token import RefreshToken
from tests.builders import a_refresh_token

_TOKEN = a_refresh_token()
_PART = st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True)


@given(_PART, _PART, _PART)
def test_what_is_written_reads_the_same(grant_id: str, handle: str, secret: str) -> None:
    token = RefreshToken(grant_id=grant_id, handle=handle, secret=secret)
    assert RefreshToken.parsed(token.text) == token
    assert len(token.text) == 131


@given(st.text())
def test_what_is_read_is_written_the_same(text: str) -> None:
    token = RefreshToken.parsed(text)
    assert token is None or token.text == text


_GARBAGE = ["", ".", "..", "a.b.c", "a" * 43, "\x00" * 131, "\u0661" * 43 + "." + "a" * 87]
_NEAR = [
    _TOKEN.text + "\n",
    " " + _TOKEN.text,
    _TOKEN.text.replace(".", "..", 1),
    _TOKEN.text + "." + "a" * 43,
    _TOKEN.text.replace(".", " "),
    _TOKEN.text[:-1] + "=",
    _TOKEN.text[:-1] + "\u00e9",
]


@pytest.mark.parametrize("text", [*_GARBAGE, *_NEAR, _TOKEN.text * 500])
def test_nothing_else_is_a_token(text: str) -> None:
    assert RefreshToken.parsed(text) is None


@pytest.mark.parametrize("length", range(131))
def test_a_truncated_token_is_none(length: int) -> None:
    """C-27."""
    assert RefreshToken.parsed(_TOKEN.text[:length]) is None


@given(st.text(min_size=1, max_size=3))
def test_an_extended_token_is_none(more: str) -> None:
    """C-27."""
    assert RefreshToken.parsed(_TOKEN.text + more) is None
    assert RefreshToken.parsed(more + _TOKEN.text) is None


def test_only_where_to_look_is_shown() -> None:
    assert _TOKEN.grant_id in repr(_TOKEN)
    assert _TOKEN.handle not in repr(_TOKEN)
    assert _TOKEN.secret not in repr(_TOKEN)

"""What is no ID token at all, or one with something wrong inside, is no hint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidToken
from tests.integration.jose_tokens import (
    FOREIGN,
    HINT_CLAIMS,
    HINT_HEADER,
    OURS,
    VERIFIER,
    a_hint,
    as_json,
    assert_no_hint,
    changed,
    raw_token,
    repr_of,
)

pytestmark = pytest.mark.anyio


async def test_of_a_name_that_stands_twice_no_meaning_can_be_smuggled_in() -> None:
    twice = as_json(HINT_CLAIMS)[:-1] + b',"iss":"https://evil.example"}'
    await assert_no_hint(raw_token(as_json(HINT_HEADER), twice, OURS))


async def test_a_token_within_a_token_is_no_hint() -> None:
    inner = a_hint()
    await assert_no_hint(raw_token(as_json(HINT_HEADER), inner.encode(), OURS))
    await assert_no_hint(raw_token(changed(HINT_HEADER, cty="JWT"), inner.encode(), OURS))
    await assert_no_hint(f"{inner}.{inner}")


DEEP = b"[" * 20_000


@pytest.mark.parametrize(
    "payload",
    [b"", b"{}", b"[]", b"null", b'"sub"', b"5", b"NaN", b"{", b"\xff", DEEP, b'{"a":' * 9_000],
    ids=repr_of,
)
async def test_claims_that_are_odd_json_make_no_hint(payload: bytes) -> None:
    for key in (None, OURS, FOREIGN):
        await assert_no_hint(raw_token(as_json(HINT_HEADER), payload, key))


@pytest.mark.parametrize("length", [100_000, 10_000_000])
async def test_a_huge_hint_is_refused_without_being_read(length: int) -> None:
    with pytest.raises(InvalidToken) as caught:
        await VERIFIER.hint(a_hint(x="y" * length))
    assert caught.value.reason == "not a compact JWT"


@given(st.text(max_size=40) | st.from_regex(r"[\w-]{1,30}\.[\w-]{1,30}\.[\w-]{1,30}"))
async def test_any_text_is_no_hint(token: str) -> None:
    with pytest.raises(InvalidToken):
        await VERIFIER.hint(token)


@given(st.integers(0, 10_000), st.characters(codec="ascii"))
async def test_one_changed_character_is_enough(place: int, character: str) -> None:
    token = a_hint()
    place %= len(token) - 1  # the last carries bits that mean nothing
    if token[place] != character:
        with pytest.raises(InvalidToken):
            await VERIFIER.hint(f"{token[:place]}{character}{token[place + 1 :]}")

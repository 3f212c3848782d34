"""How much room an entity takes, whatever a client sends along."""

from dataclasses import replace

import pytest

from adapters.store.codec import decode, encode
from domain.login import Login
from tests.builders import a_login, an_auth_request

_ROOM_FOR_THE_REST = 1_000


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1f", "\x7f", '"', "\\", "a"], ids=ascii)
def test_a_character_of_ascii_takes_one_byte(character: str) -> None:
    def size(count: int) -> int:
        request = an_auth_request(state=character * 2048, nonce=character * count)
        return len(encode(a_login(request=request)))

    assert size(2048) - size(1048) == 1000
    assert size(2048) < 2 * 2048 + _ROOM_FOR_THE_REST < 5_100


def test_a_login_with_2048_control_characters_stays_small_and_comes_back() -> None:
    login = a_login(request=an_auth_request(state="\x00\x1b" * 1024, nonce="\x07" * 2048))

    kept = decode(encode(login), Login)

    assert len(encode(login)) < 5_000
    assert kept == replace(login, request=login.request)


def test_what_the_version_before_wrote_is_as_good_as_absent() -> None:
    written = encode(a_login())
    assert written[:1] == b"4"
    assert decode(b"3" + written[1:], Login) is None

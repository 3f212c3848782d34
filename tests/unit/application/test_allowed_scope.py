"""A scope that is taken from a client is taken from all it holds, and comes back with it."""

import pytest

from tests.builders import a_client
from tests.unit.application.house import House
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    OFFLINE,
    offline,
    token_of,
    word_of,
    words_of,
)

pytestmark = pytest.mark.anyio

_LESS = a_client(allowed_scope=frozenset({"openid", "offline_access"}))
_OTHER = a_client(allowed_scope=frozenset({"email"}))


async def test_every_answer_says_only_what_the_client_may_have_by_now(house: House) -> None:
    """C-26."""
    issued = await offline(house)
    code = await house.sign_in(scope=OFFLINE)
    house.register(_LESS)
    assert set(await house.userinfo(issued.access_token)) == {"sub"}
    for token in (issued.access_token, token_of(issued)):
        assert (await house.introspect(token))["scope"] == "openid offline_access"
    assert (await house.refresh(token_of(issued))).scope == "openid offline_access"
    assert (await house.redeem(code)).scope == "openid offline_access"


async def test_what_is_given_back_is_there_again(house: House) -> None:
    issued = await offline(house)
    house.register(_LESS)
    issued = await house.refresh(token_of(issued))
    house.register(a_client())
    assert (await house.refresh(token_of(issued))).scope == OFFLINE


async def test_where_nothing_is_left_everything_is_refused_and_nothing_ended(
    house: House,
) -> None:
    issued, code = await offline(house), await house.sign_in(scope=OFFLINE)
    house.register(_OTHER)
    assert await words_of(house, issued) == DEAD
    assert await word_of(house.redeem(code)) == "invalid_grant"
    house.register(a_client())
    assert await words_of(house, issued) == GOOD
    assert await word_of(house.redeem(code)) == "good"

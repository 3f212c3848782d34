"""A refresh token that comes again after it was replaced (RFC 9700 section 4.14.2, N-RF-02)."""

from dataclasses import replace

import pytest

from application.events import RefreshTokenReplayed
from domain.errors import InvalidGrant, RefreshTokenReused
from tests.builders import CLIENT_ID, DISCORD_ID, a_client
from tests.unit.application.house import House
from tests.unit.application.presented import credentials, refresh_request
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    GRACE,
    grant_of,
    is_living,
    offline,
    token_of,
    words_of,
)

pytestmark = pytest.mark.anyio


async def _reused(house: House, token: str) -> None:
    with pytest.raises(RefreshTokenReused):
        await house.refresh(token)


async def test_after_the_grace_the_whole_family_dies_with_every_token_of_it(house: House) -> None:
    """N-RF-02."""
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.clock.advance(GRACE)
    await _reused(house, token_of(first))
    assert await words_of(house, first) == DEAD
    assert await words_of(house, second) == DEAD
    assert await grant_of(house, second) is None


async def test_it_is_recorded_once(house: House) -> None:
    first = await offline(house)
    await house.refresh(token_of(first))
    house.clock.advance(GRACE)
    house.audit.events.clear()
    for _ in range(2):
        with pytest.raises(InvalidGrant):
            await house.refresh(token_of(first))
    assert house.audit.events == [RefreshTokenReplayed(client_id=CLIENT_ID, sub=DISCORD_ID)]


async def test_once_the_successor_was_used_the_first_is_a_reuse_even_within_the_grace(
    house: House,
) -> None:
    """N-RF-03."""
    first = await offline(house)
    second = await house.refresh(token_of(first))
    third = await house.refresh(token_of(second))
    await _reused(house, token_of(first))
    assert await words_of(house, third) == DEAD


async def test_a_reply_that_was_lost_is_sent_again_with_a_fresh_successor(house: House) -> None:
    """N-RF-03."""
    first = await offline(house)
    lost = [await house.refresh(token_of(first)) for _ in range(3)]
    house.clock.advance(GRACE - 1)
    last = await house.refresh(token_of(first))
    assert [await is_living(house, one) for one in (first, *lost, last)] == [False] * 4 + [True]
    assert await words_of(house, last) == GOOD


async def test_a_reply_that_was_not_lost_after_all_is_a_reuse(house: House) -> None:
    first = await offline(house)
    stolen = await house.refresh(token_of(first))
    last = await house.refresh(token_of(first))
    await _reused(house, token_of(stolen))
    assert await words_of(house, last) == DEAD


async def test_the_grace_begins_with_the_first_use_and_no_other(house: House) -> None:
    first = await offline(house)
    for _ in range(4):
        await house.refresh(token_of(first))
        house.clock.advance(GRACE / 4)
    await _reused(house, token_of(first))


async def test_without_a_grace_each_token_comes_once(house: House) -> None:
    house.lifetimes = replace(house.lifetimes, refresh_grace=house.lifetimes.refresh_grace * 0)
    first = await offline(house)
    second = await house.refresh(token_of(first))
    await _reused(house, token_of(first))
    assert await words_of(house, second) == DEAD


async def test_asking_about_a_token_that_was_replaced_ends_nothing(house: House) -> None:
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.clock.advance(GRACE)
    assert await house.introspect(token_of(first)) == {"active": False}
    assert await words_of(house, second) == GOOD


async def test_only_who_has_held_a_token_of_the_family_ends_it(house: House) -> None:
    """N-RF-01, N-RF-02."""
    house.register(a_client(), a_client(client_id="other", client_secret="other-secret"))
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.clock.advance(GRACE)
    grant_id, _, secret = token_of(first).split(".")
    with pytest.raises(InvalidGrant):
        await house.refresh(f"{grant_id}.{'h' * 43}.{secret}")
    other = credentials(client_id="other", client_secret="other-secret")
    with pytest.raises(InvalidGrant):
        await house.exchange(other, refresh_request(token_of(first)))
    assert await words_of(house, second) == GOOD


async def test_another_family_of_the_same_person_and_client_goes_on(house: House) -> None:
    first, other = await offline(house), await offline(house)
    await house.refresh(token_of(first))
    house.clock.advance(GRACE)
    await _reused(house, token_of(first))
    assert await words_of(house, other) == GOOD


async def test_left_alone_it_dies_after_the_idle_time(house: House) -> None:
    """N-RF-04."""
    first, second = await offline(house), await offline(house)
    idle = house.lifetimes.refresh_idle.total_seconds()
    house.clock.advance(idle - 1)
    assert await is_living(house, first)
    refreshed = await house.refresh(token_of(first))
    house.clock.advance(1)
    assert not await is_living(house, second)
    with pytest.raises(InvalidGrant):
        await house.refresh(token_of(second))
    house.clock.advance(idle - 2)
    assert await is_living(house, refreshed)


async def test_used_all_the_time_it_dies_in_the_end_but_its_last_tokens_live_on(
    house: House,
) -> None:
    """N-RF-04."""
    issued = await offline(house)
    longest = house.lifetimes.refresh_longest.total_seconds()
    for _ in range(9):
        house.clock.advance(longest / 10)
        issued = await house.refresh(token_of(issued))
    house.clock.advance(longest / 10 - 1)
    last = await house.refresh(token_of(issued))
    house.clock.advance(1)
    with pytest.raises(InvalidGrant) as refusal:
        await house.refresh(token_of(last))
    assert refusal.value.reason == "the refresh token is older than its lifetime"
    assert await house.is_alive(last)
    house.clock.advance(house.lifetimes.access.total_seconds() - 2)
    assert await house.is_alive(last)


async def test_a_new_sign_in_begins_a_family_of_its_own_time(house: House) -> None:
    first = await offline(house)
    house.clock.advance(house.lifetimes.refresh_idle.total_seconds())
    second = await offline(house)
    assert not await is_living(house, first)
    assert await words_of(house, second) == GOOD

"""Many refreshes at the same time, and replies that are lost: never two living families."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.jose.signing_key import SigningKey
from application.ports.store import StoreUnavailable
from application.token.issue_tokens import IssuedTokens
from domain.errors import InvalidGrant, TemporarilyUnavailable
from domain.membership import Memberships
from tests.builders import DISCORD_ID, a_client, a_membership
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import (
    FailingGrantStore,
    GrantChangedMeanwhile,
    GrantEndedMeanwhile,
)
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import House
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    grant_of,
    interleave,
    is_living,
    offline,
    token_of,
    word_of,
    words_of,
)

pytestmark = pytest.mark.anyio

_MANY = 50


async def _at_once(house: House, tokens: Iterable[str]) -> list[IssuedTokens]:
    """Refresh all of them at the same time; give the answers that were good."""
    attempts = [house.refresh(token) for token in tokens]
    answers = await asyncio.gather(*attempts, return_exceptions=True)
    strange = [a for a in answers if not isinstance(a, IssuedTokens | InvalidGrant)]
    assert strange == []
    return [answer for answer in answers if isinstance(answer, IssuedTokens)]


async def _living(house: House, answers: Iterable[IssuedTokens]) -> list[IssuedTokens]:
    return [answer for answer in answers if await is_living(house, answer)]


async def test_of_fifty_at_once_one_gets_on_and_the_others_end_nothing(house: House) -> None:
    """N-RF-03, C-22: nor do they replace what the first one got."""
    first = await offline(house)
    interleave(house)
    (winner,) = await _at_once(house, [token_of(first)] * _MANY)
    assert await _living(house, [first, winner]) == [winner]
    assert len(await house.grants.of(DISCORD_ID)) == 1
    assert await words_of(house, winner) == GOOD


async def test_of_fifty_who_missed_a_reply_one_gets_on(house: House) -> None:
    """N-RF-03: the same within the grace."""
    first = await offline(house)
    lost = await house.refresh(token_of(first))
    interleave(house)
    (winner,) = await _at_once(house, [token_of(first)] * _MANY)
    assert await _living(house, [first, lost, winner]) == [winner]
    assert await words_of(house, winner) == GOOD


async def test_fifty_at_once_may_use_a_token_that_stays(house: House) -> None:
    """N-RF-05: they share it."""
    house.register(a_client(rotates_refresh_tokens=False))
    first = await offline(house)
    interleave(house)
    answers = await _at_once(house, [token_of(first)] * _MANY)
    assert {token_of(answer) for answer in answers} == {token_of(first)}
    assert len(answers) == _MANY
    assert await words_of(house, first) == GOOD


async def test_of_fifty_at_once_without_a_grace_never_two_live(house: House) -> None:
    """N-RF-03, C-22."""
    house.lifetimes = replace(house.lifetimes, refresh_grace=timedelta(0))
    first = await offline(house)
    interleave(house)
    answers = await _at_once(house, [token_of(first)] * _MANY)
    assert len(answers) == 1
    assert len(await _living(house, [first, *answers])) <= 1


async def test_old_and_new_at_once_never_leave_two_alive(house: House) -> None:
    """N-RF-03."""
    first = await offline(house)
    second = await house.refresh(token_of(first))
    interleave(house)
    answers = await _at_once(house, [token_of(first), token_of(second)] * (_MANY // 2))
    assert len(answers) == 1
    assert len(await _living(house, [first, second, *answers])) <= 1
    assert len(await house.grants.of(DISCORD_ID)) <= 1


_STEPS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=20),
        st.sampled_from(["answered", "refused", "lost"]),
        st.sampled_from([0, 4, 10]),
    ),
    max_size=8,
)


@given(_STEPS)
def test_whatever_is_lost_at_most_one_token_of_all_lives(
    signing_key: SigningKey, steps: list[tuple[int, str, int]]
) -> None:
    """N-RF-03: any of the tokens so far comes, and the reply may be lost."""

    async def run() -> None:
        house = House(signing_key)
        held, working = [await offline(house)], house.grants
        for which, fault, seconds in steps:
            faults = Faults() if fault == "answered" else Faults(**{fault: frozenset({"replace"})})
            house.grants = FailingGrantStore(working, faults)
            with suppress(InvalidGrant, StoreUnavailable):
                held.append(await house.refresh(token_of(held[which % len(held)])))
            house.grants = working
            house.clock.advance(seconds)
            assert len(await _living(house, held)) <= 1
            assert len(await house.grants.of(DISCORD_ID)) <= 1

    asyncio.run(run())


async def test_who_never_gets_on_is_told_to_come_again_and_loses_nothing(house: House) -> None:
    first, working = await offline(house), house.grants
    house.grants = GrantChangedMeanwhile(working, Faults())
    with pytest.raises(TemporarilyUnavailable):
        await house.refresh(token_of(first))
    with pytest.raises(TemporarilyUnavailable):
        await house.revoke(first.access_token)
    house.grants = working
    assert await words_of(house, first) == GOOD


async def test_what_was_ended_meanwhile_does_not_come_back(house: House) -> None:
    """C-24."""
    first, working = await offline(house), house.grants
    house.grants = GrantEndedMeanwhile(working, Faults())
    with pytest.raises(InvalidGrant):
        await house.refresh(token_of(first))
    house.grants = working
    assert await grant_of(house, first) is None
    assert await words_of(house, first) == DEAD


@pytest.mark.parametrize("ends", ["the grant", "this token"])
async def test_what_was_ended_while_discord_was_asked_is_told_to_nobody(
    house: House, ends: str
) -> None:
    """C-24."""
    issued = await offline(house)
    house.clock.advance(house.rules.freshness.total_seconds())
    token = token_of(issued) if ends == "the grant" else issued.access_token

    class _RevokedMeanwhile(FakeGuildMembers):
        async def find(self, discord_id: str) -> Memberships:
            await house.revoke(token)
            return await super().find(discord_id)

    house.members = _RevokedMeanwhile(a_membership())
    assert await word_of(house.userinfo(issued.access_token)) == "invalid_token"
    house.members = FakeGuildMembers(a_membership())
    assert await word_of(house.introspect(issued.access_token)) == "inactive"


async def test_what_somebody_else_changed_meanwhile_is_told_all_the_same(house: House) -> None:
    issued, working = await offline(house), house.grants
    house.clock.advance(house.rules.freshness.total_seconds())
    house.grants = GrantChangedMeanwhile(working, Faults())
    assert await word_of(house.userinfo(issued.access_token)) == "good"
    house.grants = working
    assert await words_of(house, issued) == GOOD

"""Signing out ends what lives by the session, and leaves what was to outlive it (N-RF-04)."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from application.ports.sign_ons import SignOns
from application.token.issue_tokens import IssuedTokens
from domain.errors import InvalidGrant
from tests.builders import DISCORD_ID, a_client
from tests.fakes.failing_sign_in_stores import FailingSessionStore
from tests.fakes.failing_sign_out_stores import FailingSignOns
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingAuthCodeStore, FailingGrantStore
from tests.unit.application.house import House, Signed, code_of
from tests.unit.application.leaving import ended_everywhere, sign_out
from tests.unit.application.refreshing import DEAD, GOOD, OFFLINE, token_of, words_of
from tests.unit.application.steps import return_with, sign_in_again

pytestmark = pytest.mark.anyio


async def _issued(house: House, who: Signed, scope: str = OFFLINE) -> IssuedTokens:
    return await house.redeem(code_of(await return_with(house, who, scope=scope)))


async def test_who_asked_for_offline_access_keeps_all_tokens(house: House) -> None:
    who = await house.begin_session()
    issued = await _issued(house, who)
    await ended_everywhere(house, who)
    assert await words_of(house, issued) == GOOD


async def test_refresh_tokens_that_came_unasked_end(house: House) -> None:
    """C-24: a client that always gets them did not ask for more than the session."""
    house.register(a_client(always_offline=True))
    who = await house.begin_session()
    issued = await _issued(house, who, "openid profile")
    newer = await house.refresh(token_of(issued))
    await ended_everywhere(house, who)
    for one in (issued, newer):
        assert await words_of(house, one) == DEAD


async def test_each_client_is_treated_by_what_it_asked_for(house: House) -> None:
    house.register(a_client(always_offline=True))
    who = await house.begin_session()
    offline, plain = await _issued(house, who), await _issued(house, who, "openid")
    await ended_everywhere(house, who)
    assert await words_of(house, plain) == DEAD
    assert await words_of(house, offline) == GOOD


async def test_a_token_that_was_narrowed_does_not_change_what_was_asked_for(house: House) -> None:
    who = await house.begin_session()
    narrow = await house.refresh(token_of(await _issued(house, who)), scope="openid")
    await ended_everywhere(house, who)
    assert await words_of(house, narrow) == GOOD


async def test_grants_of_another_session_of_the_same_person_go_on(house: House) -> None:
    who, elsewhere = await house.begin_session(), await house.begin_session()
    issued, plain = await _issued(house, elsewhere), await _issued(house, elsewhere, "openid")
    await ended_everywhere(house, who)
    assert await house.is_alive(plain)
    assert await words_of(house, issued) == GOOD


async def test_a_session_under_a_new_id_is_the_same_for_its_grants(house: House) -> None:
    first = await house.begin_session()
    issued = await _issued(house, first, "openid")
    await ended_everywhere(house, await sign_in_again(house, first))
    assert not await house.is_alive(issued)


async def test_a_sign_out_with_nobody_signed_in_ends_nothing(house: House) -> None:
    who = await house.begin_session()
    issued = await _issued(house, who, "openid")
    await sign_out(house)
    assert await house.is_alive(issued)


def _interleaved(house: House) -> None:
    house.auth_codes = FailingAuthCodeStore(house.auth_codes, Faults())
    house.grants = FailingGrantStore(house.grants, Faults())
    house.sessions = FailingSessionStore(house.sessions, Faults())
    house.sign_ons = FailingSignOns(house.sign_ons, Faults())


async def _after(turns: int, step: Callable[[], Awaitable[object]]) -> object:
    for _ in range(turns):
        await asyncio.sleep(0)
    return await step()


@pytest.mark.parametrize("turns", range(10))
@pytest.mark.parametrize("first", ["redeem", "sign out"])
@pytest.mark.parametrize("scope", ["openid", "openid offline_access"])
async def test_a_code_that_is_redeemed_while_somebody_signs_out_leaves_no_token_of_the_session(
    house: House, scope: str, first: str, turns: int
) -> None:
    """Whoever is first at each step: the grant is found, or finds the mark."""
    who = await house.begin_session()
    code = code_of(await return_with(house, who, scope=scope))
    _interleaved(house)
    redeem, leave = lambda: house.redeem(code), lambda: ended_everywhere(house, who)
    waits = (0, turns) if first == "redeem" else (turns, 0)
    redeemed, _ = await asyncio.gather(
        _after(waits[0], redeem), _after(waits[1], leave), return_exceptions=True
    )
    assert isinstance(redeemed, IssuedTokens | InvalidGrant)
    left = await house.grants.of(DISCORD_ID)
    if scope == "openid":
        assert left == {}
    else:
        # Its own refresh token outlives the session only if it was given before the end.
        assert len(left) == isinstance(redeemed, IssuedTokens)


class _LeavesMeanwhile(FailingSignOns):
    """Sign-ons of a person who signs out just before the mark is looked for."""

    def __init__(self, behind: SignOns, leave: Callable[[], Awaitable[None]]) -> None:
        super().__init__(behind, Faults())
        self._leave = leave

    async def has_ended(self, sid: str) -> bool:
        """Sign out, and then look."""
        await self._leave()
        return await super().has_ended(sid)


@pytest.mark.parametrize("scope", ["openid", OFFLINE])
async def test_who_signs_out_between_the_two_last_steps_leaves_nothing(
    house: House, scope: str
) -> None:
    who = await house.begin_session()
    code = code_of(await return_with(house, who, scope=scope))
    working = house.sign_ons

    async def leave() -> None:
        house.sign_ons = working
        await ended_everywhere(house, who)

    house.sign_ons = _LeavesMeanwhile(working, leave)
    with pytest.raises(InvalidGrant) as refusal:
        await house.redeem(code)
    assert refusal.value.reason == "the person signed out before the code was redeemed"
    assert await house.grants.of(DISCORD_ID) == {}

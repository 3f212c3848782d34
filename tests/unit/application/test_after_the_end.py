"""Nothing that a session gave is good for anything once it was ended."""

import pytest

from domain.errors import InvalidGrant, InvalidToken
from tests.unit.application.house import GRANT_LIFETIME, House, code_of
from tests.unit.application.leaving import ended_everywhere, is_signed_in
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio


async def test_a_token_is_refused_at_userinfo_as_long_as_it_would_live(house: House) -> None:
    who = await house.begin_session()
    issued = await house.redeem(code_of(await return_with(house, who)))
    assert await house.is_alive(issued)
    await ended_everywhere(house, who)
    for seconds in (0, GRANT_LIFETIME.total_seconds() - 1):
        house.clock.advance(seconds)
        with pytest.raises(InvalidToken) as refusal:
            await house.userinfo(issued.access_token)
        assert refusal.value.reason == "the token, or the grant of it, was ended"


async def test_a_code_that_was_not_redeemed_is_refused(house: House) -> None:
    who = await house.begin_session()
    code = code_of(await return_with(house, who))
    await ended_everywhere(house, who)
    with pytest.raises(InvalidGrant) as refusal:
        await house.redeem(code)
    assert refusal.value.reason == "the person signed out before the code was redeemed"


async def test_a_stranger_cannot_find_out_by_a_code_that_somebody_signed_out(house: House) -> None:
    who = await house.begin_session()
    code = code_of(await return_with(house, who))
    await ended_everywhere(house, who)
    with pytest.raises(InvalidGrant) as refusal:
        await house.redeem(code, code_verifier="w" * 43)
    assert "signed out" not in refusal.value.reason


async def test_the_session_is_not_found(house: House) -> None:
    who = await house.begin_session()
    await ended_everywhere(house, who)
    assert not await is_signed_in(house, who)


async def test_tokens_of_another_session_go_on(house: House) -> None:
    who, elsewhere = await house.begin_session(), await house.begin_session()
    issued = await house.redeem(code_of(await return_with(house, elsewhere)))
    await ended_everywhere(house, who)
    assert await house.is_alive(issued)


async def test_the_next_session_of_the_same_browser_is_alive(house: House) -> None:
    who = await house.begin_session()
    await ended_everywhere(house, who)
    trip = await house.set_out()
    completed = await house.complete(trip, session=who.session)
    assert completed.session is not None
    issued = await house.redeem(code_of(completed.outcome))
    assert await house.is_alive(issued)

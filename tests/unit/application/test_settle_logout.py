"""A sign-out also ends what is left of a session that is over, for who can prove it was theirs."""

import pytest

from application.ports.store import StoreUnavailable
from domain.opaque_token import digest
from tests.builders import a_client
from tests.unit.application.faults import fail
from tests.unit.application.house import SESSION_LIFETIME, House, Signed, code_of
from tests.unit.application.leaving import sign_out, signed_out
from tests.unit.application.refreshing import (
    GOOD,
    OFFLINE,
    grant_of,
    is_living,
    token_of,
    words_of,
)
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio


@pytest.fixture
def house(house: House) -> House:
    """Give an application with a client that gets refresh tokens unasked."""
    house.register(a_client(always_offline=True))
    return house


async def _over(house: House, who: Signed) -> None:
    """Let a session end by itself."""
    house.clock.advance(SESSION_LIFETIME.total_seconds())
    assert await house.sessions.get(digest(who.session)) is None


async def test_refresh_tokens_that_came_unasked_end_also_when_the_session_is_over(
    house: House,
) -> None:
    """N-RF-04."""
    who = await house.begin_session()
    unasked = await house.redeem(code_of(await return_with(house, who, scope="openid")))
    asked_for = await house.redeem(code_of(await return_with(house, who, scope=OFFLINE)))
    another = await house.redeem(await house.sign_in(scope="openid"))
    await _over(house, who)
    assert await is_living(house, unasked)
    assert signed_out(await sign_out(house, id_token_hint=unasked.id_token)) is None
    assert await grant_of(house, unasked) is None
    assert await is_living(house, another)
    assert await words_of(house, await house.refresh(token_of(asked_for))) == GOOD


async def test_without_a_hint_nothing_is_known_to_be_theirs(house: House) -> None:
    who = await house.begin_session()
    issued = await house.redeem(code_of(await return_with(house, who, scope="openid")))
    await _over(house, who)
    await sign_out(house)
    assert await is_living(house, issued)


async def test_a_session_that_goes_on_in_another_browser_is_for_that_one_to_end(
    house: House,
) -> None:
    who = await house.begin_session()
    issued = await house.redeem(code_of(await return_with(house, who, scope="openid")))
    await sign_out(house, id_token_hint=issued.id_token)
    assert await is_living(house, issued)
    assert await house.find_session()(who.session)


@pytest.mark.parametrize("verb", ["of", "end"])
async def test_what_could_not_be_ended_is_not_said_to_be(house: House, verb: str) -> None:
    """C-23."""
    who = await house.begin_session()
    issued = await house.redeem(code_of(await return_with(house, who, scope="openid")))
    await _over(house, who)
    mend = fail(house, "grants", verb, "refused")
    with pytest.raises(StoreUnavailable):
        await sign_out(house, id_token_hint=issued.id_token)
    mend()
    await sign_out(house, id_token_hint=issued.id_token)
    assert await grant_of(house, issued) is None

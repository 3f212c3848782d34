"""What a closed gate ends, and what it leaves: sign-ins of later, and what cannot be ended now."""

from datetime import timedelta

import pytest

from application.events import GrantEnded
from application.ports.store import StoreUnavailable
from application.ports.tokens import SigningUnavailable, TokenSigner
from application.token.issue_tokens import IssuedTokens
from domain.access_rules import Refusal
from domain.authorization_response import AuthorizationRefused
from domain.claims import Claims
from domain.policy.gate import Gate
from domain.signing_algorithm import SigningAlgorithm
from tests.builders import CLIENT_ID, DISCORD_ID, NOW, a_grant, an_identity
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingGrantStore
from tests.unit.application.gated import teller
from tests.unit.application.house import House, Signed, code_of
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    OFFLINE,
    grant_of,
    token_of,
    word_of,
    words_of,
)
from tests.unit.application.steps import return_with, session_of
from tests.unit.application.test_tell_clients import parts_of

pytestmark = pytest.mark.anyio

_SAFE = teller(gate=Gate(two_factor=True))


class _BrokenSigner(TokenSigner):
    """Signs nothing."""

    async def sign(self, claims: Claims, *, token_type: str, algorithm: SigningAlgorithm) -> str:  # noqa: ARG002 - as the port has it
        """Fail."""
        raise SigningUnavailable("the disk is gone")


async def _begun(house: House, *, two_factor: bool) -> tuple[Signed, IssuedTokens]:
    house.upstream.answer = an_identity(two_factor=two_factor)
    who = await house.begin_session()
    return who, await house.redeem(code_of(await return_with(house, who, scope=OFFLINE)))


def _sids_told(house: House) -> list[object]:
    return [parts_of(one.logout_token)[1]["sid"] for one in house.delivery.sent]


@pytest.fixture
def house(house: House) -> House:
    """Give an application that wants to be told, and that is open as yet."""
    house.register(teller())
    return house


async def test_what_a_later_sign_in_gave_goes_on(house: House) -> None:
    """Two-factor authentication was turned on in between."""
    first, before = await _begun(house, two_factor=False)
    house.clock.advance(1)
    _, since = await _begun(house, two_factor=True)
    house.register(_SAFE)
    assert await word_of(house.refresh(token_of(before))) == "invalid_grant"
    assert await words_of(house, before) == DEAD
    assert await words_of(house, since) == GOOD
    assert _sids_told(house) == [(await session_of(house, first)).sid]


async def test_so_it_does_where_the_earlier_session_comes_back(house: House) -> None:
    first, before = await _begun(house, two_factor=False)
    house.clock.advance(1)
    _, since = await _begun(house, two_factor=True)
    house.register(_SAFE)
    with pytest.raises(AuthorizationRefused):
        await return_with(house, first, prompt="none")
    assert (await grant_of(house, before), await words_of(house, since)) == (None, GOOD)


@pytest.mark.parametrize("seconds", [0, 1])
async def test_a_sign_in_of_now_ends_what_all_those_before_it_gave(
    house: House, seconds: int
) -> None:
    _, older = await _begun(house, two_factor=True)
    house.clock.advance(seconds)
    house.register(_SAFE)
    house.upstream.answer = an_identity(two_factor=False)
    await house.come_back(await house.set_out())
    assert await words_of(house, older) == DEAD


@pytest.mark.parametrize(("seconds", "is_after"), [(-1, True), (0, False), (1, False)])
def test_a_grant_is_after_a_sign_in_that_was_before_its_own(
    seconds: int, *, is_after: bool
) -> None:
    assert a_grant().is_after(NOW + timedelta(seconds=seconds)) is is_after
    assert not a_grant().is_after(None)


async def test_all_grants_of_the_sign_in_that_was_refused_end_and_it_is_told_once(
    house: House,
) -> None:
    who, first = await _begun(house, two_factor=False)
    second = await house.redeem(code_of(await return_with(house, who, scope=OFFLINE)))
    house.register(_SAFE)
    house.audit.events.clear()
    assert await word_of(house.userinfo(second.access_token)) == "invalid_token"
    assert [await words_of(house, issued) for issued in (first, second)] == [DEAD, DEAD]
    assert _sids_told(house) == [(await session_of(house, who)).sid]
    ended = GrantEnded(client_id=CLIENT_ID, sub=DISCORD_ID, reason=Refusal.GATE)
    assert house.audit.events[1:] == [ended]


async def test_what_could_not_be_ended_is_told_and_ended_at_the_next_try(house: House) -> None:
    _, issued = await _begun(house, two_factor=False)
    house.register(_SAFE)
    behind, house.grants = (
        house.grants,
        FailingGrantStore(house.grants, Faults(refused=frozenset({"end"}))),
    )
    with pytest.raises(StoreUnavailable):
        await house.userinfo(issued.access_token)
    assert len(house.delivery.sent) == 1
    house.grants = behind
    assert await grant_of(house, issued)
    assert await words_of(house, issued) == DEAD
    assert len(house.delivery.sent) == 2


async def test_what_could_not_be_told_is_not_ended_before_it_can(house: House) -> None:
    """Else the application would never hear of it: nobody comes with that grant again."""
    _, issued = await _begun(house, two_factor=False)
    house.register(_SAFE)
    signer, house.signer = house.signer, _BrokenSigner()
    with pytest.raises(SigningUnavailable):
        await house.userinfo(issued.access_token)
    house.signer = signer
    assert await grant_of(house, issued)
    assert await words_of(house, issued) == DEAD
    assert len(house.delivery.sent) == 1

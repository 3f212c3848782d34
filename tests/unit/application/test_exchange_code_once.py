"""A code for tokens, exactly once: replays, expiry, faults, and many at the same time."""

import asyncio

import pytest

from application.ports.store import StoreUnavailable
from application.ports.tokens import TokenSigner
from application.token.issue_tokens import IssuedTokens
from domain.claims import Claims
from domain.errors import InvalidGrant
from domain.signing_algorithm import SigningAlgorithm
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingAuthCodeStore, FailingGrantStore
from tests.unit.application.house import House

pytestmark = pytest.mark.anyio


class _BrokenSignerError(Exception):
    pass


class _BrokenSigner(TokenSigner):
    async def sign(self, claims: Claims, *, token_type: str, algorithm: SigningAlgorithm) -> str:
        raise _BrokenSignerError(token_type, algorithm, len(claims))


@pytest.mark.parametrize("seconds", [0, 299, 300, 301, 3599])
async def test_a_replay_by_the_right_client_ends_what_the_code_gave(
    house: House, seconds: int
) -> None:
    code = await house.sign_in()
    issued = await house.redeem(code)
    house.clock.advance(seconds)
    assert await house.is_alive(issued)
    with pytest.raises(InvalidGrant):
        await house.redeem(code)
    assert not await house.is_alive(issued)


async def test_a_code_stays_used_however_often_it_comes_again(house: House) -> None:
    code = await house.sign_in()
    await house.redeem(code)
    for _ in range(3):
        with pytest.raises(InvalidGrant):
            await house.redeem(code)


async def test_a_code_is_redeemed_until_it_expires(house: House) -> None:
    code = await house.sign_in()
    house.clock.advance(299)
    assert await house.is_alive(await house.redeem(code))


async def test_an_expired_code_is_refused(house: House) -> None:
    code = await house.sign_in()
    house.clock.advance(300)
    with pytest.raises(InvalidGrant):
        await house.redeem(code)


async def test_a_signer_that_fails_leaves_the_code_redeemable(house: House) -> None:
    code, working = await house.sign_in(), house.signer
    house.signer = _BrokenSigner()
    with pytest.raises(_BrokenSignerError):
        await house.redeem(code)
    house.signer = working
    assert await house.is_alive(await house.redeem(code))


async def test_of_many_redeemers_at_once_one_wins_and_the_others_are_replays(
    house: House,
) -> None:
    code = await house.sign_in()
    house.auth_codes = FailingAuthCodeStore(house.auth_codes, Faults())
    attempts = [house.redeem(code) for _ in range(20)]
    answers = await asyncio.gather(*attempts, return_exceptions=True)
    won = [answer for answer in answers if isinstance(answer, IssuedTokens)]
    assert len([answer for answer in answers if isinstance(answer, InvalidGrant)]) == 19
    assert len(won) == 1
    assert not await house.is_alive(won[0])


@pytest.mark.parametrize("verb", ["get", "redeem"])
async def test_a_store_that_refuses_leaves_the_code_redeemable(house: House, verb: str) -> None:
    code, working = await house.sign_in(), house.auth_codes
    house.auth_codes = FailingAuthCodeStore(working, Faults(refused=frozenset({verb})))
    with pytest.raises(StoreUnavailable):
        await house.redeem(code)
    house.auth_codes = working
    assert await house.is_alive(await house.redeem(code))


async def test_a_lost_reply_gives_no_tokens_then_or_later(house: House) -> None:
    code, working = await house.sign_in(), house.auth_codes
    house.auth_codes = FailingAuthCodeStore(working, Faults(lost=frozenset({"redeem"})))
    with pytest.raises(StoreUnavailable):
        await house.redeem(code)
    house.auth_codes = working
    with pytest.raises(InvalidGrant):
        await house.redeem(code)


async def test_a_replay_is_not_answered_while_the_grant_cannot_be_ended(house: House) -> None:
    code = await house.sign_in()
    await house.redeem(code)
    house.grants = FailingGrantStore(house.grants, Faults(refused=frozenset({"end"})))
    with pytest.raises(StoreUnavailable):
        await house.redeem(code)

"""A sign-out reaches also a session nobody is signed in by any more: its applications wait."""

import pytest

from application.ports.tokens import TokenSigner
from domain.claims import Claims
from domain.signing_algorithm import SigningAlgorithm
from tests.unit.application.house import SESSION_IDLE, SESSION_LIFETIME, House, Signed, code_of
from tests.unit.application.leaving import (
    a_leaver,
    find_session_to_end,
    hint_of,
    is_signed_in,
    sign_out,
    signed_out,
)
from tests.unit.application.steps import NOBODY, return_with

pytestmark = pytest.mark.anyio


async def signed_in_at_a_leaver(house: House) -> tuple[Signed, str]:
    house.register(a_leaver())
    who = await house.begin_session()
    return who, await hint_of(house, code_of(await return_with(house, who)))


async def test_a_session_that_was_left_alone_is_ended_and_its_applications_told(
    house: House,
) -> None:
    who, hint = await signed_in_at_a_leaver(house)
    house.clock.advance(SESSION_IDLE.total_seconds())
    assert not await is_signed_in(house, who)
    assert signed_out(await sign_out(house, who, id_token_hint=hint)) is None
    assert len(house.delivery.sent) == 1
    assert await find_session_to_end(house)(who.session) is None


class BrokenSigner(TokenSigner):
    """A signer that has lost its key."""

    async def sign(self, claims: Claims, *, token_type: str, algorithm: SigningAlgorithm) -> str:
        """Fail."""
        raise RuntimeError(f"{token_type} of {len(claims)} claims cannot be signed by {algorithm}")


async def test_what_was_ended_half_way_is_ended_and_told_the_next_time(house: House) -> None:
    who, hint = await signed_in_at_a_leaver(house)
    working, house.signer = house.signer, BrokenSigner()
    with pytest.raises(RuntimeError):
        await sign_out(house, who, id_token_hint=hint)
    house.signer = working
    assert not await is_signed_in(house, who)
    assert house.delivery.sent == []
    await sign_out(house, who, id_token_hint=hint)
    assert len(house.delivery.sent) == 1


async def test_a_session_whose_time_is_up_is_over(house: House) -> None:
    who, _ = await signed_in_at_a_leaver(house)
    house.clock.advance(SESSION_LIFETIME.total_seconds() - 1)
    assert await find_session_to_end(house)(who.session)
    house.clock.advance(1)
    assert await find_session_to_end(house)(who.session) is None


@pytest.mark.parametrize("cookie", [None, "", "short", NOBODY.session])
async def test_another_cookie_finds_nothing(house: House, cookie: str | None) -> None:
    await signed_in_at_a_leaver(house)
    assert await find_session_to_end(house)(cookie) is None

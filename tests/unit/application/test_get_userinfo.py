"""Userinfo answers from a living grant, and from nothing else."""

import pytest

from application.ports.store import StoreUnavailable
from domain.errors import InsufficientScope, InvalidToken
from domain.opaque_token import digest
from tests.builders import DISCORD_ID, a_client, an_identity
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingGrantStore
from tests.unit.application.house import GRANT_LIFETIME, House

pytestmark = pytest.mark.anyio

_GARBAGE = ["", ".", "..", "a.b.c", "a" * 43, "\x00", "\u00e9.\u00e9.\u00e9", "e30.e30.e30"]


async def test_it_tells_what_the_scope_allows(house: House) -> None:
    issued = await house.redeem(await house.sign_in(scope="openid email"))
    assert await house.userinfo(issued.access_token) == {
        "sub": DISCORD_ID,
        "email": "nelly@example.org",
        "email_verified": True,
    }


async def test_it_tells_who_signed_in_and_not_who_did_later(house: House) -> None:
    issued = await house.redeem(await house.sign_in(scope="openid"))
    house.upstream.answer = an_identity(discord_id="42")
    await house.redeem(await house.sign_in(scope="openid"))
    assert await house.userinfo(issued.access_token) == {"sub": DISCORD_ID}


async def test_after_the_grant_has_ended_the_token_is_invalid(house: House) -> None:
    code = await house.sign_in()
    issued = await house.redeem(code)
    await house.grants.end(digest(code))
    with pytest.raises(InvalidToken):
        await house.userinfo(issued.access_token)


async def test_when_the_client_was_removed_its_token_is_invalid(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    house.register(a_client(client_id="another"))
    with pytest.raises(InvalidToken) as refusal:
        await house.userinfo(issued.access_token)
    assert "client" in refusal.value.reason


async def test_an_expired_token_is_invalid(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    house.clock.advance(GRANT_LIFETIME.total_seconds())
    with pytest.raises(InvalidToken):
        await house.userinfo(issued.access_token)


async def test_without_openid_the_scope_is_insufficient(house: House) -> None:
    issued = await house.redeem(await house.sign_in(scope="profile roles"))
    with pytest.raises(InsufficientScope):
        await house.userinfo(issued.access_token)


async def test_an_id_token_is_no_access_token(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    assert issued.id_token
    with pytest.raises(InvalidToken):
        await house.userinfo(issued.id_token)


@pytest.mark.parametrize("token", _GARBAGE)
async def test_garbage_is_an_invalid_token(house: House, token: str) -> None:
    with pytest.raises(InvalidToken):
        await house.userinfo(token)


async def test_while_the_store_is_down_it_is_neither_yes_nor_no(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    house.grants = FailingGrantStore(house.grants, Faults(refused=frozenset({"get"})))
    with pytest.raises(StoreUnavailable):
        await house.userinfo(issued.access_token)

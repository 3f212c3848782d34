"""The last step: one redeemer, one grant, one record."""

import pytest

from application.events import CodeReplayed, TokensIssued
from application.token.redeem_code import RedeemCode
from domain.errors import InvalidGrant
from domain.opaque_token import digest
from tests.builders import CLIENT_ID, DISCORD_ID, an_auth_code
from tests.unit.application.house import CODE_LIFETIME, GRANT_LIFETIME, House

pytestmark = pytest.mark.anyio

_DIGEST = digest("a" * 43)


async def _redeem(house: House) -> None:
    use_case = RedeemCode(
        auth_codes=house.auth_codes,
        end_replayed_grant=house.end_replayed_grant(),
        tokens=house.tokens,
        audit=house.audit,
        grant_lifetime=GRANT_LIFETIME,
    )
    await use_case(_DIGEST, an_auth_code())


async def test_the_first_redeemer_makes_the_grant_and_is_recorded(house: House) -> None:
    await house.auth_codes.put(_DIGEST, an_auth_code(), keep_for=CODE_LIFETIME)
    await _redeem(house)
    assert await house.grants.get(_DIGEST) == an_auth_code().grant()
    scope = "openid profile roles"
    assert house.audit.events == [TokensIssued(client_id=CLIENT_ID, sub=DISCORD_ID, scope=scope)]


async def test_the_grant_lives_as_long_as_the_access_token(house: House) -> None:
    await house.auth_codes.put(_DIGEST, an_auth_code(), keep_for=CODE_LIFETIME)
    await _redeem(house)
    house.clock.advance(GRANT_LIFETIME.total_seconds() - 1)
    assert await house.grants.get(_DIGEST)
    house.clock.advance(1)
    assert await house.grants.get(_DIGEST) is None


async def test_the_second_redeemer_ends_the_grant_and_is_recorded(house: House) -> None:
    await house.auth_codes.put(_DIGEST, an_auth_code(), keep_for=CODE_LIFETIME)
    await _redeem(house)
    with pytest.raises(InvalidGrant):
        await _redeem(house)
    assert await house.grants.get(_DIGEST) is None
    assert house.audit.events[1:] == [CodeReplayed(client_id=CLIENT_ID, sub=DISCORD_ID)]


async def test_a_code_that_expired_meanwhile_gives_no_grant_and_no_record(house: House) -> None:
    with pytest.raises(InvalidGrant):
        await _redeem(house)
    assert await house.grants.get(_DIGEST) is None
    assert house.audit.events == []

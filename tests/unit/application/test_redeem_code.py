"""The last step: one redeemer, one grant, one record."""

from datetime import timedelta

import pytest

from application.events import CodeReplayed, TokensIssued
from application.token.begin_family import BegunGrant
from application.token.redeem_code import RedeemCode
from domain.errors import InvalidGrant
from domain.opaque_token import digest
from tests.builders import CLIENT_ID, DISCORD_ID, SID, an_auth_code
from tests.unit.application.house import CODE_LIFETIME, GRANT_LIFETIME, House

pytestmark = pytest.mark.anyio

_DIGEST = digest("a" * 43)


def _begun(keep_for: timedelta = GRANT_LIFETIME) -> BegunGrant:
    return BegunGrant(grant=an_auth_code().grant(), keep_for=keep_for, refresh_token=None)


async def _redeem(house: House, begun: BegunGrant | None = None) -> None:
    use_case = RedeemCode(
        auth_codes=house.auth_codes,
        grants=house.grants,
        sign_ons=house.sign_ons,
        end_replayed_grant=house.end_replayed_grant(),
        tokens=house.tokens,
        audit=house.audit,
    )
    await use_case(_DIGEST, begun or _begun())


async def test_the_first_redeemer_makes_the_grant_and_is_recorded(house: House) -> None:
    await house.auth_codes.put(_DIGEST, an_auth_code(), keep_for=CODE_LIFETIME)
    await _redeem(house)
    stored = await house.grants.get(_DIGEST)
    assert stored
    assert stored.grant == an_auth_code().grant()
    scope = "openid profile roles"
    assert house.audit.events == [TokensIssued(client_id=CLIENT_ID, sub=DISCORD_ID, scope=scope)]


@pytest.mark.parametrize("keep_for", [GRANT_LIFETIME, timedelta(days=14)])
async def test_the_grant_lives_as_long_as_the_longest_of_its_tokens(
    house: House, keep_for: timedelta
) -> None:
    await house.auth_codes.put(_DIGEST, an_auth_code(), keep_for=CODE_LIFETIME)
    await _redeem(house, _begun(keep_for))
    house.clock.advance(keep_for.total_seconds() - 1)
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


async def test_a_code_of_a_session_that_was_ended_gives_no_grant_and_no_record(
    house: House,
) -> None:
    await house.auth_codes.put(_DIGEST, an_auth_code(), keep_for=CODE_LIFETIME)
    await house.sign_ons.end(SID, keep_for=CODE_LIFETIME)
    with pytest.raises(InvalidGrant) as refusal:
        await _redeem(house)
    assert "signed out" in refusal.value.reason
    assert await house.grants.get(_DIGEST) is None
    assert house.audit.events == []

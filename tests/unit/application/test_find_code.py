"""Looking at a code consumes nothing."""

import pytest

from application.ports.auth_code_store import Redemption
from application.token.find_code import FindCode
from domain.errors import InvalidGrant
from domain.opaque_token import digest
from tests.builders import a_client, an_auth_code, an_auth_request
from tests.unit.application.house import CODE_LIFETIME, GRANT_LIFETIME, House
from tests.unit.application.presented import token_request

pytestmark = pytest.mark.anyio


def _find_code(house: House) -> FindCode:
    return FindCode(
        auth_codes=house.auth_codes,
        end_replayed_grant=house.end_replayed_grant(),
        clock=house.clock,
    )


async def test_a_code_that_was_found_can_still_be_redeemed(house: House) -> None:
    code_digest = digest(await house.sign_in())
    await _find_code(house)(code_digest, a_client(), token_request())
    found = await _find_code(house)(code_digest, a_client(), token_request())
    assert found.request == an_auth_request()
    redemption = await house.auth_codes.redeem(
        code_digest, found.grant(), attempt="a", keep_for=GRANT_LIFETIME
    )
    assert redemption is Redemption.FIRST


async def test_a_code_that_the_store_keeps_too_long_is_expired_all_the_same(house: House) -> None:
    code_digest = digest("a" * 43)
    auth_code = an_auth_code(expires_at=house.clock.now() + CODE_LIFETIME)
    await house.auth_codes.put(code_digest, auth_code, keep_for=2 * CODE_LIFETIME)
    house.clock.advance(CODE_LIFETIME.total_seconds())
    assert await house.auth_codes.get(code_digest)
    with pytest.raises(InvalidGrant):
        await _find_code(house)(code_digest, a_client(), token_request())


async def test_an_expired_code_ends_nothing(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    code_digest = digest(await house.sign_in())
    house.clock.advance(CODE_LIFETIME.total_seconds())
    with pytest.raises(InvalidGrant):
        await _find_code(house)(code_digest, a_client(), token_request())
    assert await house.is_alive(issued)


async def test_an_unknown_code_is_refused(house: House) -> None:
    with pytest.raises(InvalidGrant):
        await _find_code(house)(digest("a" * 43), a_client(), token_request())

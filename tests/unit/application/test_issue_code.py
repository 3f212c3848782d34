"""A code is kept by its digest alone."""

import pytest

from application.events import SignedIn
from application.ports.store import StoreUnavailable
from application.sign_in.issue_code import IssueCode
from domain.opaque_token import digest, is_opaque_token
from tests.builders import CLIENT_ID, DISCORD_ID, an_auth_code, an_auth_request, an_identity
from tests.fakes.failing_store import FailingAuthCodeStore, Faults
from tests.unit.application.house import CODE_LIFETIME, House

pytestmark = pytest.mark.anyio


async def _issue(house: House) -> str:
    use_case = IssueCode(
        auth_codes=house.auth_codes,
        clock=house.clock,
        tokens=house.tokens,
        audit=house.audit,
        lifetime=CODE_LIFETIME,
    )
    return await use_case(an_auth_request(), an_identity())


async def test_a_code_has_256_bits_and_lies_under_its_digest(house: House) -> None:
    code = await _issue(house)
    now = house.clock.now()
    stored = await house.auth_codes.get(digest(code))
    assert is_opaque_token(code)
    assert stored
    assert stored.auth_code == an_auth_code(auth_time=now, expires_at=now + CODE_LIFETIME)
    assert stored.used is False


async def test_a_code_cannot_be_found_by_itself(house: House) -> None:
    assert await house.auth_codes.get(await _issue(house)) is None


async def test_no_two_codes_are_the_same(house: House) -> None:
    assert await _issue(house) != await _issue(house)


async def test_the_sign_in_is_recorded(house: House) -> None:
    await _issue(house)
    assert house.audit.events == [SignedIn(client_id=CLIENT_ID, sub=DISCORD_ID)]


async def test_a_sign_in_that_could_not_be_kept_is_not_recorded(house: House) -> None:
    house.auth_codes = FailingAuthCodeStore(house.auth_codes, Faults(refused=frozenset({"put"})))
    with pytest.raises(StoreUnavailable):
        await _issue(house)
    assert house.audit.events == []

"""A code is kept by its digest alone, and knows no more than was asked for."""

from datetime import timedelta

import pytest

from application.events import SignedIn
from application.ports.store import StoreUnavailable
from domain.auth_request import AuthRequest
from domain.claims_request import ClaimsRequest
from domain.identity import Identity
from domain.opaque_token import digest, is_opaque_token
from domain.session import Session
from tests.builders import (
    CLIENT_ID,
    DISCORD_ID,
    NOW,
    a_session,
    an_auth_code,
    an_auth_request,
    an_identity,
)
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingAuthCodeStore
from tests.unit.application.house import CODE_LIFETIME, House

pytestmark = pytest.mark.anyio


async def _issue(
    house: House, request: AuthRequest | None = None, session: Session | None = None
) -> str:
    visit = await house.recall_visit()(request or an_auth_request(), browser=None)
    return await house.issue_code()(visit, session or a_session())


async def _identity(house: House, request: AuthRequest) -> Identity:
    stored = await house.auth_codes.get(digest(await _issue(house, request)))
    assert stored
    return stored.auth_code.identity


async def test_a_code_has_256_bits_and_lies_under_its_digest(house: House) -> None:
    code = await _issue(house)
    now = house.clock.now()
    stored = await house.auth_codes.get(digest(code))
    assert is_opaque_token(code)
    assert stored
    assert stored.auth_code == an_auth_code(
        identity=an_identity().without_email(), auth_time=now, expires_at=now + CODE_LIFETIME
    )
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


async def test_a_code_says_when_the_person_signed_in_and_in_which_session(house: House) -> None:
    signed_in = NOW - timedelta(hours=2)
    code = await _issue(house, session=a_session(sid="x" * 43, auth_time=signed_in))
    stored = await house.auth_codes.get(digest(code))
    assert stored
    assert (stored.auth_code.auth_time, stored.auth_code.sid) == (signed_in, "x" * 43)


@pytest.mark.parametrize(
    "request_",
    [
        an_auth_request(scope=frozenset({"openid", "profile", "roles", "groups"})),
        an_auth_request(claims=ClaimsRequest(userinfo=frozenset({"name"}))),
    ],
    ids=["scope", "claims"],
)
async def test_an_email_that_another_client_asked_for_is_in_no_code(
    house: House, request_: AuthRequest
) -> None:
    assert await _identity(house, request_) == an_identity(email=None, email_verified=False)


@pytest.mark.parametrize(
    "request_",
    [
        an_auth_request(scope=frozenset({"openid", "email"})),
        an_auth_request(
            claims=ClaimsRequest(id_token=frozenset({"email"}), scopes=frozenset({"email"}))
        ),
    ],
    ids=["scope", "claims"],
)
async def test_an_email_that_was_asked_for_is(house: House, request_: AuthRequest) -> None:
    assert await _identity(house, request_) == an_identity()

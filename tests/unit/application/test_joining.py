"""Which clients are told of the end of a session: all that got a code in it."""

import pytest

from application.ports.store import StoreUnavailable
from domain.authorization_response import AuthorizationRefused
from tests.builders import CLIENT_ID, a_client, a_session, an_auth_request
from tests.fakes.failing_sign_out_stores import FailingSignOns
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingAuthCodeStore
from tests.unit.application.house import SESSION_LIFETIME, House
from tests.unit.application.leaving import a_leaver, ended_everywhere
from tests.unit.application.steps import NOBODY, return_with, session_of, sign_in_again

pytestmark = pytest.mark.anyio

HOUR = 3600


def told(house: House) -> list[str]:
    return [sent.client_id for sent in house.delivery.sent]


async def test_each_client_that_got_a_code_is_told(house: House) -> None:
    house.register(a_leaver(), a_leaver(client_id="forum"), a_leaver(client_id="never"))
    who = await house.begin_session()
    await return_with(house, who, client_id="forum")
    await ended_everywhere(house, who)
    assert told(house) == [CLIENT_ID, "forum"]


async def test_a_client_of_another_session_is_not(house: House) -> None:
    house.register(a_leaver(), a_leaver(client_id="forum"))
    who = await house.begin_session()
    await house.begin_session(client_id="forum")
    await ended_everywhere(house, who)
    assert told(house) == [CLIENT_ID]


async def test_a_client_that_was_refused_is_not(house: House) -> None:
    house.register(a_leaver(), a_leaver(client_id="forum"))
    who = await house.begin_session()
    with pytest.raises(AuthorizationRefused):
        await return_with(house, who, client_id="forum", prompt="none", max_age="0", scope="x")
    await ended_everywhere(house, who)
    assert told(house) == [CLIENT_ID]


async def test_a_client_is_remembered_as_long_as_the_session_that_was_begun_anew(
    house: House,
) -> None:
    """Also where nobody who signs in later wants to be told."""
    house.register(a_leaver(), a_client(client_id="plain"))
    who = await house.begin_session()
    for _ in range(int(SESSION_LIFETIME.total_seconds() / HOUR) - 1):
        house.clock.advance(HOUR - 1)
        await return_with(house, who)
    who = await sign_in_again(house, who, client_id="plain")
    for _ in range(2):
        house.clock.advance(HOUR - 1)
        await return_with(house, who, client_id="plain")
    await ended_everywhere(house, who)
    assert told(house) == [CLIENT_ID]


async def test_there_is_no_code_for_a_client_that_could_not_join(house: House) -> None:
    house.sign_ons = FailingSignOns(house.sign_ons, Faults(refused=frozenset({"join"})))
    visit = await house.recall_visit()(an_auth_request(), browser=None)
    with pytest.raises(StoreUnavailable):
        await house.issue_code()(visit, a_session())
    assert house.audit.events == []
    assert house.tokens.count == 0


async def test_a_client_that_joined_and_got_no_code_is_told_in_vain(house: House) -> None:
    """Better that than the other way round."""
    house.register(a_leaver(), a_leaver(client_id="forum"))
    who = await house.begin_session()
    house.auth_codes = FailingAuthCodeStore(house.auth_codes, Faults(refused=frozenset({"put"})))
    with pytest.raises(AuthorizationRefused):
        await return_with(house, who, client_id="forum")
    await ended_everywhere(house, who)
    assert told(house) == [CLIENT_ID, "forum"]


async def test_nobody_joins_without_a_session(house: House) -> None:
    house.register(a_leaver())
    await return_with(house, NOBODY)
    who = await house.begin_session()
    assert await house.sign_ons.end((await session_of(house, who)).sid, keep_for=SESSION_LIFETIME)
    assert await house.sign_ons.end("n" * 43, keep_for=SESSION_LIFETIME) == frozenset()

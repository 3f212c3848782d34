"""A store that fails during a sign-out: it is told to the person, and nobody is half signed out."""

from collections.abc import Awaitable, Callable

import pytest

from application.events import SignedOff
from application.ports.store import StoreUnavailable
from domain.authorization_response import AuthorizationRefused
from domain.errors import InvalidGrant
from tests.builders import DISCORD_ID
from tests.fakes.failing_sign_in_stores import FailingSessionStore
from tests.fakes.failing_sign_out_stores import FailingLogoutStore, FailingSignOns
from tests.fakes.failing_store import Faults
from tests.unit.application.house import House, code_of
from tests.unit.application.leaving import (
    a_leaver,
    ask_first,
    decide_logout,
    hint_of,
    hold_logout,
    is_signed_in,
    resume_logout,
    sign_out,
    signed_out,
)
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio


@pytest.fixture
def house(house: House) -> House:
    """Give an application with a client that wants to be told."""
    house.register(a_leaver())
    return house


def _fail(house: House, store: str, verb: str) -> Callable[[], None]:
    """Let a verb fail; give what mends it."""
    faults = Faults(refused=frozenset({verb}))
    sessions, sign_ons, logouts = house.sessions, house.sign_ons, house.logouts

    def mend() -> None:
        house.sessions, house.sign_ons, house.logouts = sessions, sign_ons, logouts

    match store:
        case "sessions":
            house.sessions = FailingSessionStore(sessions, faults)
        case "sign_ons":
            house.sign_ons = FailingSignOns(sign_ons, faults)
        case _:
            house.logouts = FailingLogoutStore(logouts, faults)
    return mend


async def _fails(house: House, step: Callable[[], Awaitable[object]]) -> None:
    with pytest.raises(StoreUnavailable):
        await step()
    assert not any(isinstance(event, SignedOff) for event in house.audit.events)
    assert house.delivery.sent == []


@pytest.mark.parametrize(("store", "verb"), [("sessions", "get"), ("sign_ons", "end")])
async def test_a_hint_can_be_sent_again(house: House, store: str, verb: str) -> None:
    who = await house.begin_session()
    hint = await hint_of(house, code_of(await return_with(house, who)))
    mend = _fail(house, store, verb)
    await _fails(house, lambda: sign_out(house, who, id_token_hint=hint))
    mend()
    assert await is_signed_in(house, who)
    assert signed_out(await sign_out(house, who, id_token_hint=hint)) is None
    assert not await is_signed_in(house, who)


@pytest.mark.parametrize(("store", "verb"), [("sessions", "get"), ("logouts", "put")])
async def test_a_question_that_cannot_be_put(house: House, store: str, verb: str) -> None:
    who = await house.begin_session()
    mend = _fail(house, store, verb)
    await _fails(house, lambda: sign_out(house, who))
    mend()
    assert await is_signed_in(house, who)


async def test_a_request_that_cannot_be_kept(house: House) -> None:
    _fail(house, "logouts", "put")
    await _fails(house, lambda: hold_logout(house))


@pytest.mark.parametrize(("store", "verb"), [("logouts", "get"), ("sessions", "get")])
async def test_a_page_that_cannot_be_shown(house: House, store: str, verb: str) -> None:
    who = await house.begin_session()
    asked = await ask_first(house, who)
    _fail(house, store, verb)
    await _fails(house, lambda: resume_logout(house, asked.token, who))


@pytest.mark.parametrize(
    ("store", "verb"),
    [
        ("logouts", "get"),
        ("sessions", "get"),
        ("sign_ons", "end"),
    ],
)
async def test_an_answer_can_be_given_again(house: House, store: str, verb: str) -> None:
    who = await house.begin_session()
    asked = await ask_first(house, who)
    mend = _fail(house, store, verb)
    await _fails(house, lambda: decide_logout(house, asked.token, who))
    mend()
    assert await is_signed_in(house, who)
    assert signed_out(await decide_logout(house, asked.token, who)) is None
    assert not await is_signed_in(house, who)


@pytest.mark.parametrize("verb", ["has_ended", "join"])
async def test_no_code_is_issued_where_it_is_not_known_whether_the_session_has_ended(
    house: House, verb: str
) -> None:
    who = await house.begin_session()
    mend = _fail(house, "sign_ons", verb)
    with pytest.raises((StoreUnavailable, AuthorizationRefused)) as refusal:
        await return_with(house, who)
    if isinstance(refusal.value, AuthorizationRefused):
        assert refusal.value.error.error == "temporarily_unavailable"
    mend()
    assert code_of(await return_with(house, who))


async def test_no_token_is_given_for_a_code_where_it_is_not_known(house: House) -> None:
    who = await house.begin_session()
    code = code_of(await return_with(house, who))
    mend = _fail(house, "sign_ons", "has_ended")
    with pytest.raises(StoreUnavailable):
        await house.redeem(code)
    mend()
    # The code was used up before the question was put: who repeats it is a replay.
    with pytest.raises(InvalidGrant):
        await house.redeem(code)
    assert await house.grants.of(DISCORD_ID) == {}

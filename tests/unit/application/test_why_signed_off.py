"""The log says of each session why it was ended."""

import pytest

from application.events import SignedOff
from tests.builders import DISCORD_ID, an_access_rules, an_identity
from tests.unit.application.house import House, code_of
from tests.unit.application.leaving import (
    a_leaver,
    ask_first,
    decide_logout,
    hint_of,
    sign_out,
)
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio

BY_THE_PERSON = ["the person signed out"]


@pytest.fixture
def house(house: House) -> House:
    """Give an application with a client to sign out at."""
    house.register(a_leaver())
    return house


def reasons(house: House) -> list[str]:
    return [event.reason for event in house.audit.events if isinstance(event, SignedOff)]


async def test_who_answers_the_page_signed_out(house: House) -> None:
    who = await house.begin_session()
    question = await ask_first(house, who)
    await decide_logout(house, question.token, who)
    assert reasons(house) == BY_THE_PERSON


async def test_so_did_who_came_with_a_hint(house: House) -> None:
    who = await house.begin_session()
    hint = await hint_of(house, code_of(await return_with(house, who)))
    await sign_out(house, who, id_token_hint=hint)
    assert reasons(house) == BY_THE_PERSON


async def test_somebody_else_signed_in_in_that_browser(house: House) -> None:
    who = await house.begin_session()
    house.upstream.answer = an_identity(discord_id="42")
    await house.complete(await house.set_out(), session=who.session)
    assert reasons(house) == ["somebody else signed in in that browser"]


async def test_the_person_was_blocked(house: House) -> None:
    who = await house.begin_session()
    house.rules = an_access_rules(blocked=frozenset({DISCORD_ID}))
    await return_with(house, who)
    assert reasons(house) == ["blocked"]


async def test_an_operator_ended_it(house: House) -> None:
    await house.begin_session()
    await house.end_sessions()(DISCORD_ID, reason="by an operator")
    assert reasons(house) == ["by an operator"]

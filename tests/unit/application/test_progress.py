"""Each question of a request is asked once, however many pages and trips there are."""

import pytest

from application.sign_in.outcomes import AskPerson, Outcome, SendToUpstream
from domain.client import Consent
from domain.interaction import Question
from domain.opaque_token import digest
from domain.progress import NOTHING_YET, Progress
from tests.builders import DISCORD_ID, a_client
from tests.unit.application.house import House, Signed, code_of, trip_of
from tests.unit.application.situations import STALE, word_for
from tests.unit.application.steps import (
    NOBODY,
    asked_to,
    continue_to_discord,
    decide,
    return_with,
)

pytestmark = pytest.mark.anyio


async def _walk(house: House, who: Signed, **changes: str | None) -> list[str]:
    """Say yes to everything until there is a code; each step takes two seconds."""
    outcome, words = await return_with(house, who, **changes), list[str]()
    session: str | None = who.session
    while len(words) < 10:
        words.append(word_for(house, outcome))
        house.clock.advance(2)
        if words[-1] == "code":
            break
        outcome, session = await _next(house, outcome, session)
    return words


async def _next(house: House, outcome: Outcome, session: str | None) -> tuple[Outcome, str | None]:
    if isinstance(outcome, AskPerson) and outcome.question is Question.CONSENT:
        return await decide(house, outcome, session), session
    if isinstance(outcome, AskPerson):
        trip = await continue_to_discord(house, outcome)
    else:
        trip = trip_of(outcome)
    completed = await house.complete(trip, session=session)
    return completed.outcome, completed.session


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ["pass", "code"]),
        ({"max_age": "0"}, ["pass", "code"]),
        ({"prompt": "login"}, ["sign-in", "code"]),
        ({"prompt": "consent"}, ["pass", "consent", "code"]),
        ({"prompt": "login consent"}, ["sign-in", "consent", "code"]),
        ({"prompt": "login consent", "max_age": "0"}, ["sign-in", "consent", "code"]),
        ({"prompt": "consent", "max_age": "1"}, ["pass", "consent", "code"]),
        ({"prompt": "select_account", "scope": "openid email"}, ["sign-in", "code"]),
    ],
)
async def test_without_a_session(house: House, changes: dict[str, str], words: list[str]) -> None:
    assert await _walk(house, NOBODY, **changes) == words


_WITH_A_SESSION: list[tuple[dict[str, str], list[str]]] = [
    ({}, []),
    ({"max_age": "0"}, ["sign-in"]),
    ({"prompt": "login"}, ["sign-in"]),
    ({"prompt": "consent"}, ["consent"]),
    ({"prompt": "login consent"}, ["sign-in", "consent"]),
    ({"scope": "openid email"}, ["pass"]),
    ({"prompt": "consent", "scope": "openid email"}, ["pass", "consent"]),
    ({"scope": "openid email", "max_age": "1"}, ["pass", "sign-in"]),
    ({"scope": "openid email", "max_age": "0"}, ["sign-in"]),
]


@pytest.mark.parametrize(("changes", "words"), _WITH_A_SESSION)
async def test_with_a_session(house: House, changes: dict[str, str], words: list[str]) -> None:
    who = await house.begin_session()
    assert await _walk(house, who, **changes) == [*words, "code"]


@pytest.mark.parametrize(("changes", "words"), _WITH_A_SESSION)
async def test_with_a_session_and_a_client_that_always_asks(
    house: House, changes: dict[str, str], words: list[str]
) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ALWAYS))
    before = [word for word in words if word != "consent"]
    assert await _walk(house, who, **changes) == [*before, "consent", "code"]


async def test_on_a_trip_for_new_roles_nothing_that_was_done_is_forgotten(house: House) -> None:
    house.members = None
    house.register(a_client(consent=Consent.ALWAYS))
    first = asked_to(Question.SIGN_IN, await return_with(house, NOBODY, prompt="login"))
    completed = await house.complete(await continue_to_discord(house, first))
    consent = asked_to(Question.CONSENT, completed.outcome)
    house.clock.advance(STALE)
    outcome = await decide(house, consent, completed.session)
    assert isinstance(outcome, SendToUpstream)
    login = await house.logins.get(digest(trip_of(outcome).state))
    assert login
    assert login.progress == Progress(signed_in=True, agreed=DISCORD_ID)
    assert code_of((await house.complete(trip_of(outcome), session=completed.session)).outcome)


async def test_what_was_done_for_one_request_counts_for_no_other(house: House) -> None:
    changes = {"prompt": "login consent"}
    assert (await _walk(house, NOBODY, **changes))[-1] == "code"
    who = await house.begin_session()
    asked = asked_to(Question.SIGN_IN, await return_with(house, who, **changes))
    interaction = await house.interactions.get(digest(asked.interaction))
    assert interaction
    assert interaction.progress == NOTHING_YET


async def test_passing_through_does_not_meet_a_prompt(house: House) -> None:
    who = await house.begin_session()
    trip = trip_of(await return_with(house, who, scope="openid email"))
    login = await house.logins.get(digest(trip.state))
    assert login
    assert login.progress == NOTHING_YET
    completed = await house.complete(trip, session=who.session)
    assert code_of(completed.outcome)
    again = Signed(browser=trip.browser, session=completed.session or "")
    assert word_for(house, await return_with(house, again, prompt="login")) == "sign-in"

"""The answer to our sign-in page: once, from the browser that was asked."""

import asyncio

import pytest

from application.sign_in.outcomes import AskPerson
from domain.authorization_response import AuthorizationRefused
from domain.client import Client
from domain.interaction import Question
from domain.opaque_token import digest
from domain.page_refusals import ForeignBrowser, LoginExpired, PageRefusal, UntrustedClient
from domain.progress import NOTHING_YET
from tests.builders import BROWSER, CLIENT_ID, REDIRECT_URI, a_client, an_auth_request, an_identity
from tests.fakes.failing_sign_in_stores import FailingInteractionStore
from tests.fakes.failing_store import Faults
from tests.unit.application.house import LOGIN_LIFETIME, House, Signed, code_of
from tests.unit.application.situations import word_for
from tests.unit.application.steps import (
    NOBODY,
    asked_to,
    continue_to_discord,
    decide,
    return_with,
    session_of,
)

pytestmark = pytest.mark.anyio


async def _asked(house: House, who: Signed = NOBODY, **changes: str | None) -> AskPerson:
    return asked_to(Question.SIGN_IN, await return_with(house, who, prompt="login", **changes))


async def test_a_question_waits_under_the_digest_of_the_token_in_its_address(house: House) -> None:
    asked = await _asked(house)
    interaction = await house.interactions.get(digest(asked.interaction))
    assert interaction
    assert interaction.request == an_auth_request(prompt=frozenset({"login"}))
    assert interaction.browser_digest == digest(BROWSER)
    assert interaction.expires_at == house.clock.now() + LOGIN_LIFETIME
    assert interaction.progress == NOTHING_YET
    assert await house.interactions.get(asked.interaction) is None


async def test_asking_asks_nothing_of_discord(house: House) -> None:
    await _asked(house)
    assert house.upstream.sent == []


async def test_who_goes_on_chooses_at_discord_and_is_signed_in_anew(house: House) -> None:
    who = await house.begin_session()
    before = await session_of(house, who)
    house.clock.advance(60)
    trip = await continue_to_discord(house, await _asked(house, who))
    assert house.upstream.sent[-1].choose_account
    completed = await house.complete(trip, session=who.session)
    assert code_of(completed.outcome)
    assert completed.session
    after = await session_of(house, Signed(browser=trip.browser, session=completed.session))
    assert (after.sid, after.auth_time) == (before.sid, house.clock.now())


@pytest.mark.parametrize("changes", [{"prompt": "select_account"}, {"max_age": "0"}])
async def test_after_the_sign_in_the_same_request_does_not_ask_for_another(
    house: House, changes: dict[str, str]
) -> None:
    who = await house.begin_session()
    house.clock.advance(1)
    asked = asked_to(Question.SIGN_IN, await return_with(house, who, **changes))
    trip = await continue_to_discord(house, asked)
    house.clock.advance(2)
    assert code_of((await house.complete(trip, session=who.session)).outcome)


async def test_who_comes_back_as_somebody_else_has_signed_in_as_well(house: House) -> None:
    who = await house.begin_session()
    trip = await continue_to_discord(house, await _asked(house, who))
    house.upstream.answer = an_identity(discord_id="42")
    completed = await house.complete(trip, session=who.session)
    assert word_for(house, completed.outcome) == "code"


async def test_who_cancels_goes_back_to_the_client_and_not_to_discord(house: House) -> None:
    asked = await _asked(house)
    with pytest.raises(AuthorizationRefused) as refusal:
        await continue_to_discord(house, asked, goes_on=False)
    assert refusal.value.error.error == "access_denied"
    assert (refusal.value.client_id, refusal.value.target.redirect_uri) == (CLIENT_ID, REDIRECT_URI)
    assert (refusal.value.target.state, house.upstream.sent) == ("af0ifjsldkj", [])


@pytest.mark.parametrize("goes_on", [True, False])
async def test_a_question_is_answered_once(house: House, *, goes_on: bool) -> None:
    asked = await _asked(house)
    await continue_to_discord(house, asked)
    with pytest.raises(LoginExpired):
        await continue_to_discord(house, asked, goes_on=goes_on)
    assert len(house.upstream.sent) == 1


async def test_of_many_answers_at_once_one_counts(house: House) -> None:
    house.interactions = FailingInteractionStore(house.interactions, Faults())
    asked = await _asked(house)
    attempts = [continue_to_discord(house, asked) for _ in range(20)]
    answers = await asyncio.gather(*attempts, return_exceptions=True)
    assert len([answer for answer in answers if isinstance(answer, LoginExpired)]) == 19
    assert len(house.upstream.sent) == 1


@pytest.mark.parametrize("browser", [None, "short", "c" * 43, "\u00e9" * 43])
async def test_another_browser_cannot_answer_and_leaves_the_question(
    house: House, browser: str | None
) -> None:
    asked = await _asked(house)
    with pytest.raises(ForeignBrowser):
        await continue_to_discord(house, asked, browser=browser)
    assert house.upstream.sent == []
    await continue_to_discord(house, asked)


@pytest.mark.parametrize("token", [None, "", "short", "a" * 44, "a" * 43, "\u00e9" * 43])
async def test_a_token_that_is_not_ours_answers_nothing(house: House, token: str | None) -> None:
    await _asked(house)
    asked = AskPerson(question=Question.SIGN_IN, interaction=token or "", browser=BROWSER)
    with pytest.raises(LoginExpired):
        await continue_to_discord(house, asked)


async def test_a_question_can_be_answered_until_it_expires(house: House) -> None:
    early, late = await _asked(house), await _asked(house)
    house.clock.advance(LOGIN_LIFETIME.total_seconds() - 1)
    await continue_to_discord(house, early)
    house.clock.advance(1)
    with pytest.raises(LoginExpired):
        await continue_to_discord(house, late)


async def test_the_sign_in_page_answers_no_question_of_consent(house: House) -> None:
    who = await house.begin_session()
    consent = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    with pytest.raises(LoginExpired):
        await continue_to_discord(house, consent)
    assert code_of(await decide(house, consent, who.session))


@pytest.mark.parametrize(
    "clients", [[], [a_client(redirect_uris=frozenset({"https://x.example/"}))]]
)
async def test_a_client_or_address_that_was_removed_meanwhile_gets_no_answer(
    house: House, clients: list[Client]
) -> None:
    asked = await _asked(house)
    house.register(*clients)
    with pytest.raises(UntrustedClient) as refusal:
        await continue_to_discord(house, asked, goes_on=False)
    assert isinstance(refusal.value, PageRefusal)

"""What a page of ours shows, and to whom."""

import pytest

from domain.client import Client
from domain.interaction import Question
from domain.page_refusals import ForeignBrowser, LoginExpired, UntrustedClient
from tests.builders import BROWSER, REDIRECT_URI, a_client, an_identity
from tests.unit.application.house import LOGIN_LIFETIME, House, Signed, code_of
from tests.unit.application.steps import NOBODY, asked_to, decide, describe, return_with

pytestmark = pytest.mark.anyio

_PROMPTS = {Question.SIGN_IN: "login", Question.CONSENT: "consent"}


async def _token(house: House, question: Question, who: Signed, **changes: str | None) -> str:
    outcome = await return_with(house, who, prompt=_PROMPTS[question], **changes)
    return asked_to(question, outcome).interaction


@pytest.mark.parametrize("question", Question)
async def test_a_page_names_client_sharing_address_and_person(
    house: House, question: Question
) -> None:
    who = await house.begin_session()
    claims = '{"userinfo":{"groups":null}}'
    token = await _token(house, question, who, scope="openid roles", claims=claims)
    described = await describe(house, question, token, who)
    assert described.client == a_client()
    assert described.scope == {"openid", "roles", "groups"}
    assert described.redirect_uri == REDIRECT_URI
    assert described.identity == an_identity()


async def test_a_page_may_be_loaded_again_and_then_answered(house: House) -> None:
    who = await house.begin_session()
    outcome = await return_with(house, who, prompt="consent")
    asked = asked_to(Question.CONSENT, outcome)
    first = await describe(house, Question.CONSENT, asked.interaction, who)
    assert await describe(house, Question.CONSENT, asked.interaction, who) == first
    assert code_of(await decide(house, asked, who.session))


async def test_without_a_session_nobody_is_named(house: House) -> None:
    token = await _token(house, Question.SIGN_IN, NOBODY)
    described = await describe(house, Question.SIGN_IN, token, NOBODY)
    assert described.identity is None


async def test_the_person_that_is_named_is_the_one_of_the_session_now(house: House) -> None:
    who = await house.begin_session()
    token = await _token(house, Question.CONSENT, who)
    stranger = Signed(browser=who.browser, session=NOBODY.session)
    assert (await describe(house, Question.CONSENT, token, stranger)).identity is None


@pytest.mark.parametrize("browser", ["", "short", "c" * 43])
async def test_another_browser_learns_nothing(house: House, browser: str) -> None:
    who = await house.begin_session()
    token = await _token(house, Question.CONSENT, who)
    foreign = Signed(browser=browser, session=who.session)
    with pytest.raises(ForeignBrowser):
        await describe(house, Question.CONSENT, token, foreign)


@pytest.mark.parametrize("token", [None, "", "short", "a" * 43, "\u00e9" * 43])
async def test_a_token_that_is_not_ours_leads_to_no_page(house: House, token: str | None) -> None:
    with pytest.raises(LoginExpired):
        await describe(house, Question.SIGN_IN, token, NOBODY)


@pytest.mark.parametrize(
    ("asked", "looked_at"),
    [(Question.SIGN_IN, Question.CONSENT), (Question.CONSENT, Question.SIGN_IN)],
)
async def test_a_question_is_shown_on_its_own_page_only(
    house: House, asked: Question, looked_at: Question
) -> None:
    who = await house.begin_session()
    token = await _token(house, asked, who)
    with pytest.raises(LoginExpired):
        await describe(house, looked_at, token, who)


async def test_a_question_that_was_answered_or_is_old_is_not_shown(house: House) -> None:
    who = await house.begin_session()
    answered = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    await decide(house, answered, who.session)
    old = await _token(house, Question.CONSENT, who)
    house.clock.advance(LOGIN_LIFETIME.total_seconds())
    for token in (answered.interaction, old):
        with pytest.raises(LoginExpired):
            await describe(house, Question.CONSENT, token, who)


@pytest.mark.parametrize(
    "left", [None, a_client(redirect_uris=frozenset({"https://app.example.org/new"}))]
)
async def test_a_client_or_address_that_was_removed_is_not_shown(
    house: House, left: Client | None
) -> None:
    token = await _token(house, Question.SIGN_IN, NOBODY)
    house.register(*([left] if left else []))
    with pytest.raises(UntrustedClient):
        await describe(house, Question.SIGN_IN, token, Signed(browser=BROWSER, session=""))


@pytest.mark.parametrize(("ui_locales", "language"), [("fr de", "de"), ("fr", None), (None, None)])
async def test_the_language_asked_for_goes_along_and_is_known_beforehand(
    house: House, ui_locales: str | None, language: str | None
) -> None:
    outcome = await return_with(house, NOBODY, prompt="login", ui_locales=ui_locales)
    asked = asked_to(Question.SIGN_IN, outcome)
    described = await describe(house, Question.SIGN_IN, asked.interaction, NOBODY)
    assert asked.language == described.language == language


@pytest.mark.parametrize(("prompt", "selects"), [("select_account", True), ("login", False)])
async def test_a_page_knows_whether_it_asks_for_a_choice(
    house: House, prompt: str, *, selects: bool
) -> None:
    asked = asked_to(Question.SIGN_IN, await return_with(house, NOBODY, prompt=prompt))
    described = await describe(house, Question.SIGN_IN, asked.interaction, NOBODY)
    assert described.selects_account is selects

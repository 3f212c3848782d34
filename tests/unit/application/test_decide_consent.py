"""The answer to our consent page: once, from the browser and the session that were asked."""

import pytest

from application.events import ConsentGiven, SignedIn
from application.sign_in.decide_consent import ConsentAnswer
from application.sign_in.outcomes import AskPerson, SendToUpstream
from domain.authorization_response import AuthorizationRefused
from domain.client import Consent
from domain.interaction import Question
from domain.opaque_token import digest
from domain.page_refusals import ForeignBrowser, LoginExpired
from domain.policy.claim_rules import ClaimRule, Groups
from domain.policy.disclosure import Disclosure
from tests.builders import CLIENT_ID, DISCORD_ID, a_client, a_membership, an_identity
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import House, Signed, code_of, trip_of
from tests.unit.application.situations import STALE, word_for
from tests.unit.application.steps import (
    asked_to,
    continue_to_discord,
    decide,
    return_with,
    session_of,
    sign_in_again,
)

pytestmark = pytest.mark.anyio


async def _asked(house: House, who: Signed, **changes: str | None) -> AskPerson:
    # Only a client that asks once has any use for what is remembered.
    house.register(a_client(consent=Consent.ONCE))
    return asked_to(Question.CONSENT, await return_with(house, who, prompt="consent", **changes))


async def _remembered(house: House, subject: str = DISCORD_ID) -> frozenset[str]:
    return await house.consents.remembered(subject, CLIENT_ID)


async def test_who_allows_is_answered_with_a_code(house: House) -> None:
    who = await house.begin_session()
    assert code_of(await decide(house, await _asked(house, who), who.session))


async def test_a_yes_is_remembered_and_recorded_with_all_that_was_asked(house: House) -> None:
    who = await house.begin_session()
    claims = '{"userinfo":{"groups":null}}'
    asked = await _asked(house, who, scope="openid profile", claims=claims)
    house.audit.events.clear()
    await decide(house, asked, who.session)
    assert await _remembered(house) == {"openid", "profile", "groups"}
    given = ConsentGiven(client_id=CLIENT_ID, sub=DISCORD_ID, scope="openid profile groups")
    assert house.audit.events == [given, SignedIn(client_id=CLIENT_ID, sub=DISCORD_ID)]


async def test_a_yes_to_less_than_would_be_shared_by_now_is_asked_for_again(house: House) -> None:
    """The application came to learn more while the page was open."""
    who = await house.begin_session()
    asked = await _asked(house, who, scope="openid profile")
    told = Disclosure(claim_rules=(ClaimRule(name="teams", source=Groups()),))
    house.register(a_client(consent=Consent.ONCE, disclosure=told))
    again = asked_to(Question.CONSENT, await decide(house, asked, who.session))
    assert await _remembered(house) == frozenset()
    assert code_of(await decide(house, again, who.session))
    assert await _remembered(house) == {"openid", "profile", "groups"}


async def test_a_yes_is_kept_for_a_year_from_the_last_one(house: House) -> None:
    who = await house.begin_session()
    await decide(house, await _asked(house, who), who.session)
    house.clock.advance(365 * 86_400 - 1)
    assert await _remembered(house)
    house.clock.advance(1)
    assert await _remembered(house) == frozenset()


async def test_a_yes_adds_to_what_was_agreed_before(house: House) -> None:
    who = await house.begin_session()
    for scope in ("openid profile", "openid roles"):
        await decide(house, await _asked(house, who, scope=scope), who.session)
    assert await _remembered(house) == {"openid", "profile", "roles"}


@pytest.mark.parametrize("consent", [Consent.NEVER, Consent.ALWAYS])
async def test_a_yes_that_counts_for_nothing_later_is_recorded_and_not_kept(
    house: House, consent: Consent
) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=consent))
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    assert code_of(await decide(house, asked, who.session))
    assert await _remembered(house) == frozenset()
    assert ConsentGiven in {type(event) for event in house.audit.events}


async def test_a_yes_to_one_client_is_none_to_another(house: House) -> None:
    who = await house.begin_session()
    await decide(house, await _asked(house, who), who.session)
    house.register(a_client(client_id="other", consent=Consent.ONCE))
    assert word_for(house, await return_with(house, who, client_id="other")) == "consent"


async def test_a_yes_of_one_person_is_none_of_another(house: House) -> None:
    who = await house.begin_session()
    await decide(house, await _asked(house, who), who.session)
    house.register(a_client(consent=Consent.ONCE))
    house.upstream.answer = an_identity(discord_id="42")
    trip = await house.set_out()
    assert word_for(house, (await house.complete(trip)).outcome) == "consent"


async def test_who_cancels_goes_back_to_the_client_and_nothing_is_remembered(house: House) -> None:
    who = await house.begin_session()
    asked = await _asked(house, who)
    with pytest.raises(AuthorizationRefused) as refusal:
        await decide(house, asked, who.session, ConsentAnswer.CANCEL)
    assert refusal.value.error.error == "access_denied"
    assert refusal.value.target.state == "af0ifjsldkj"
    assert await _remembered(house) == frozenset()
    assert (await session_of(house, who)).identity == an_identity()


async def test_another_account_is_chosen_at_discord_and_then_asked_itself(house: House) -> None:
    who = await house.begin_session()
    outcome = await decide(
        house, await _asked(house, who), who.session, ConsentAnswer.OTHER_ACCOUNT
    )
    assert isinstance(outcome, SendToUpstream)
    assert house.upstream.sent[-1].choose_account
    assert await _remembered(house) == frozenset()
    house.upstream.answer = an_identity(discord_id="42")
    completed = await house.complete(trip_of(outcome), session=who.session)
    again = asked_to(Question.CONSENT, completed.outcome)
    assert code_of(await decide(house, again, completed.session))
    assert await _remembered(house, "42") == {"openid", "profile", "roles"}
    assert await _remembered(house) == frozenset()


@pytest.mark.parametrize("answer", ConsentAnswer)
async def test_a_question_is_answered_once(house: House, answer: ConsentAnswer) -> None:
    who = await house.begin_session()
    asked = await _asked(house, who)
    await decide(house, asked, who.session)
    house.audit.events.clear()
    with pytest.raises(LoginExpired):
        await decide(house, asked, who.session, answer)
    assert house.audit.events == []


@pytest.mark.parametrize("browser", [None, "c" * 43])
async def test_another_browser_cannot_answer_even_with_the_session(
    house: House, browser: str | None
) -> None:
    who = await house.begin_session()
    asked = await _asked(house, who)
    with pytest.raises(ForeignBrowser):
        await decide(house, asked, who.session, browser=browser)
    assert await _remembered(house) == frozenset()
    assert code_of(await decide(house, asked, who.session))


async def test_the_consent_page_answers_no_question_of_sign_in(house: House) -> None:
    who = await house.begin_session()
    sign_in = asked_to(Question.SIGN_IN, await return_with(house, who, prompt="login"))
    with pytest.raises(LoginExpired):
        await decide(house, sign_in, who.session)
    await continue_to_discord(house, sign_in)
    assert len(house.upstream.sent) == 2


async def test_a_consent_lies_with_the_digest_of_the_session_that_was_asked(house: House) -> None:
    who = await house.begin_session()
    asked = await _asked(house, who)
    interaction = await house.interactions.get(digest(asked.interaction))
    assert interaction
    assert interaction.session_digest == digest(who.session)


async def test_roles_that_grew_old_on_the_page_are_read_again(house: House) -> None:
    house.members = members = FakeGuildMembers(a_membership())
    who = await house.begin_session()
    asked = await _asked(house, who)
    house.clock.advance(STALE - 1)
    assert members.asked == []
    asked = await _asked(house, who)
    house.clock.advance(1)
    assert code_of(await decide(house, asked, who.session))
    assert members.asked == [DISCORD_ID]


async def test_a_sign_in_in_another_tab_meanwhile_is_another_session(house: House) -> None:
    who = await house.begin_session()
    asked = await _asked(house, who)
    again = await sign_in_again(house, who)
    outcome = await decide(house, asked, again.session)
    assert asked_to(Question.CONSENT, outcome).interaction != asked.interaction
    assert await _remembered(house) == frozenset()

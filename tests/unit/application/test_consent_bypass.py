"""Nobody's yes is used for somebody else, and no page is answered by what lies around."""

import pytest

from application.sign_in.decide_consent import ConsentAnswer
from application.sign_in.outcomes import AskPerson
from domain.authorization_response import AuthorizationRefused
from domain.client import Consent
from domain.interaction import Question
from domain.opaque_token import digest
from domain.policy.claim_rules import ClaimRule, Groups
from domain.policy.disclosure import Disclosure
from tests.builders import CLIENT_ID, DISCORD_ID, a_client, an_identity
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import House, Signed, code_of, trip_of
from tests.unit.application.situations import STALE, word_for
from tests.unit.application.steps import asked_to, decide, return_with

pytestmark = pytest.mark.anyio


async def _asked(house: House, who: Signed) -> AskPerson:
    return asked_to(Question.CONSENT, await return_with(house, who))


async def _somebody_else(house: House, who: Signed) -> Signed:
    """Sign somebody else in, in the same browser, in another tab."""
    house.upstream.answer = an_identity(discord_id="42")
    trip = trip_of(await return_with(house, who, claims='{"id_token":{"sub":{"value":"42"}}}'))
    completed = await house.complete(trip, session=who.session)
    assert completed.session
    return Signed(browser=trip.browser, session=completed.session)


def _nobody_agreed(house: House) -> bool:
    return all(type(event).__name__ != "ConsentGiven" for event in house.audit.events)


async def test_somebody_who_signed_in_meanwhile_is_asked_themselves(house: House) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ONCE))
    asked = await _asked(house, who)
    other = await _somebody_else(house, who)
    outcome = await decide(house, asked, other.session)
    again = asked_to(Question.CONSENT, outcome)
    assert _nobody_agreed(house)
    for subject in (DISCORD_ID, "42"):
        assert await house.consents.remembered(subject, CLIENT_ID) == frozenset()
    assert code_of(await decide(house, again, other.session))


@pytest.mark.parametrize("session", [None, "", "x" * 43])
async def test_a_yes_without_the_session_is_no_yes(house: House, session: str | None) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ALWAYS))
    asked = await _asked(house, who)
    assert word_for(house, await decide(house, asked, session)) == "pass"
    assert _nobody_agreed(house)


async def test_a_yes_after_the_session_has_ended_is_no_yes(house: House) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ALWAYS))
    asked = await _asked(house, who)
    await house.sessions.end(digest(who.session))
    assert word_for(house, await decide(house, asked, who.session)) == "pass"
    assert _nobody_agreed(house)


async def test_a_yes_to_a_question_of_another_person_in_the_browser_gives_them_no_code(
    house: House,
) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ALWAYS))
    asked = await _asked(house, who)
    trip = trip_of(await decide(house, asked, None))
    house.upstream.answer = an_identity(discord_id="42")
    completed = await house.complete(trip, session=who.session)
    assert word_for(house, completed.outcome) == "consent"


async def test_who_agreed_is_not_asked_again_after_a_trip_for_new_roles(house: House) -> None:
    house.members = None
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ALWAYS))
    asked = await _asked(house, who)
    house.clock.advance(STALE)
    trip = trip_of(await decide(house, asked, who.session))
    assert code_of((await house.complete(trip, session=who.session)).outcome)


async def test_a_yes_that_went_on_a_trip_is_not_the_yes_of_who_comes_back(house: House) -> None:
    house.members = None
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ALWAYS))
    asked = await _asked(house, who)
    house.clock.advance(STALE)
    trip = trip_of(await decide(house, asked, who.session))
    house.upstream.answer = an_identity(discord_id="42")
    completed = await house.complete(trip, session=who.session)
    assert word_for(house, completed.outcome) == "consent"


async def test_who_left_the_guild_while_the_page_was_open_gets_no_code(house: House) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ALWAYS))
    asked = await _asked(house, who)
    house.members = FakeGuildMembers(None)
    house.clock.advance(STALE)
    assert word_for(house, await decide(house, asked, who.session)) == "refused"


async def _silent(house: House, who: Signed) -> str:
    with pytest.raises(AuthorizationRefused) as refusal:
        await return_with(house, who, prompt="none")
    return refusal.value.error.error


async def test_a_cancel_is_no_yes_for_a_silent_request(house: House) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ONCE))
    with pytest.raises(AuthorizationRefused):
        await decide(house, await _asked(house, who), who.session, ConsentAnswer.CANCEL)
    assert await _silent(house, who) == "consent_required"


async def test_another_account_is_no_yes_for_a_silent_request(house: House) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ONCE))
    await decide(house, await _asked(house, who), who.session, ConsentAnswer.OTHER_ACCOUNT)
    assert await _silent(house, who) == "consent_required"


@pytest.mark.parametrize("scopes", [{"openid"}, {"profile", "email"}, None])
async def test_a_yes_of_before_covers_nothing_that_a_rule_came_to_tell_since_then(
    house: House, scopes: set[str] | None
) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ONCE))
    asking = {"scope": "openid profile"}
    await decide(
        house, asked_to(Question.CONSENT, await return_with(house, who, **asking)), who.session
    )
    assert code_of(await return_with(house, who, **asking))
    rule = ClaimRule(name="teams", source=Groups(), scopes=scopes)
    ruled = a_client(consent=Consent.ONCE, disclosure=Disclosure(claim_rules=(rule,)))
    house.register(ruled)
    again = asked_to(Question.CONSENT, await return_with(house, who, **asking))
    assert code_of(await decide(house, again, who.session))
    agreed = await house.consents.remembered(DISCORD_ID, CLIENT_ID)
    assert agreed == {"openid", "profile", "groups"}

"""A store that fails: told to the client wherever one is known, and it never gives a code."""

from collections.abc import Awaitable, Callable

import pytest

from application.events import SignedIn
from application.ports.store import StoreUnavailable
from application.sign_in.decide_consent import ConsentAnswer
from domain.authorization_response import AuthorizationRefused
from domain.client import Consent
from domain.interaction import Question
from tests.builders import CLIENT_ID, REDIRECT_URI, a_client, an_identity, authorization_parameters
from tests.fakes.failing_sign_in_stores import (
    FailingConsentStore,
    FailingInteractionStore,
    FailingRequestStore,
    FailingSessionStore,
)
from tests.fakes.failing_store import FailingLoginStore, Faults
from tests.fakes.failing_token_stores import FailingAuthCodeStore
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import ROLE_FRESHNESS, House, code_of
from tests.unit.application.steps import (
    asked_to,
    continue_to_discord,
    decide,
    describe,
    hold,
    resume,
    return_with,
)

pytestmark = pytest.mark.anyio

_STALE = ROLE_FRESHNESS.total_seconds()


def _fail(house: House, store: str, verb: str, kind: str = "refused") -> None:
    faults = Faults(**{kind: frozenset({verb})})
    match store:
        case "sessions":
            house.sessions = FailingSessionStore(house.sessions, faults)
        case "interactions":
            house.interactions = FailingInteractionStore(house.interactions, faults)
        case "consents":
            house.consents = FailingConsentStore(house.consents, faults)
        case "requests":
            house.requests = FailingRequestStore(house.requests, faults)
        case "logins":
            house.logins = FailingLoginStore(house.logins, faults)
        case _:
            house.auth_codes = FailingAuthCodeStore(house.auth_codes, faults)


async def _told(house: House, step: Callable[[], Awaitable[object]]) -> None:
    """Check that the client is told, and that nobody was signed in."""
    before = [event for event in house.audit.events if isinstance(event, SignedIn)]
    with pytest.raises(AuthorizationRefused) as refusal:
        await step()
    assert refusal.value.error.error == "temporarily_unavailable"
    assert (refusal.value.client_id, refusal.value.target.redirect_uri) == (CLIENT_ID, REDIRECT_URI)
    assert [event for event in house.audit.events if isinstance(event, SignedIn)] == before


@pytest.mark.parametrize("kind", ["refused", "lost"])
@pytest.mark.parametrize(
    ("store", "verb", "changes"),
    [
        ("sessions", "get", {}),
        ("sessions", "renew", {}),
        ("auth_codes", "put", {}),
        ("interactions", "put", {"prompt": "login"}),
        ("interactions", "put", {"prompt": "consent"}),
        ("consents", "remembered", {}),
        ("logins", "put", {"scope": "openid email"}),
    ],
)
async def test_a_request_with_a_session(
    house: House, store: str, verb: str, changes: dict[str, str], kind: str
) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ONCE) if store == "consents" else a_client())
    house.clock.advance(_STALE)
    _fail(house, store, verb, kind)
    await _told(house, lambda: return_with(house, who, **changes))


async def test_turning_somebody_away_who_left(house: House) -> None:
    who = await house.begin_session()
    house.clock.advance(_STALE)
    house.members = FakeGuildMembers(None)
    _fail(house, "logins", "put")
    await _told(house, lambda: return_with(house, who))


@pytest.mark.parametrize(
    ("store", "verb"),
    [("logins", "take"), ("sessions", "get"), ("sessions", "put"), ("auth_codes", "put")],
)
async def test_coming_back_from_discord_the_old_session_stays(
    house: House, store: str, verb: str
) -> None:
    who = await house.begin_session()
    trip = await house.set_out()
    working = (house.sessions, house.auth_codes)
    _fail(house, store, verb)
    await _told(house, lambda: house.complete(trip, session=who.session))
    house.sessions, house.auth_codes = working
    assert code_of(await return_with(house, who))


async def test_an_old_session_that_cannot_be_ended_stays_the_one_of_the_browser(
    house: House,
) -> None:
    who = await house.begin_session()
    trip = await house.set_out()
    working = house.sessions
    _fail(house, "sessions", "end")
    with pytest.raises(AuthorizationRefused) as refusal:
        await house.complete(trip, session=who.session)
    assert refusal.value.error.error == "temporarily_unavailable"
    house.sessions = working
    assert code_of(await return_with(house, who))


async def test_turning_away_who_comes_back(house: House) -> None:
    house.upstream.answer = an_identity(membership=None)
    trip = await house.set_out()
    _fail(house, "logins", "put")
    await _told(house, lambda: house.complete(trip))


async def test_answering_the_sign_in_page(house: House) -> None:
    asked = asked_to(Question.SIGN_IN, await house.arrive(authorization_parameters(prompt="login")))
    _fail(house, "logins", "put")
    await _told(house, lambda: continue_to_discord(house, asked))


@pytest.mark.parametrize(
    ("store", "verb"),
    [
        ("sessions", "get"),
        ("consents", "remember"),
        ("auth_codes", "put"),
    ],
)
@pytest.mark.parametrize("kind", ["refused", "lost"])
async def test_answering_the_consent_page(house: House, store: str, verb: str, kind: str) -> None:
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ONCE))
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    _fail(house, store, verb, kind)
    await _told(house, lambda: decide(house, asked, who.session))


async def test_using_another_account(house: House) -> None:
    who = await house.begin_session()
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    _fail(house, "logins", "put")
    await _told(house, lambda: decide(house, asked, who.session, ConsentAnswer.OTHER_ACCOUNT))


@pytest.mark.parametrize("kind", ["refused", "lost"])
async def test_keeping_a_request(house: House, kind: str) -> None:
    _fail(house, "requests", "put", kind)
    await _told(house, lambda: hold(house, authorization_parameters()))


async def test_going_on_with_a_request_that_was_kept(house: House) -> None:
    reference = await hold(house, authorization_parameters())
    _fail(house, "logins", "put")
    await _told(house, lambda: resume(house, reference))


async def _unavailable(step: Callable[[], Awaitable[object]]) -> None:
    with pytest.raises(StoreUnavailable):
        await step()


async def test_before_a_client_is_known_it_is_told_to_the_person_alone(house: House) -> None:
    reference = await hold(house, authorization_parameters())
    _fail(house, "requests", "get")
    await _unavailable(lambda: resume(house, reference))


async def test_a_question_that_cannot_be_looked_up_stays_on_the_page(house: House) -> None:
    who = await house.begin_session()
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    working = house.interactions
    _fail(house, "interactions", "get")
    await _unavailable(lambda: decide(house, asked, who.session))
    house.interactions = working
    assert code_of(await decide(house, asked, who.session))


async def test_an_answer_that_cannot_be_taken(house: House) -> None:
    who = await house.begin_session()
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    _fail(house, "interactions", "take")
    await _told(house, lambda: decide(house, asked, who.session))


async def test_a_page_that_cannot_be_described(house: House) -> None:
    who = await house.begin_session()
    asked = asked_to(Question.CONSENT, await return_with(house, who, prompt="consent"))
    _fail(house, "sessions", "get")
    await _unavailable(lambda: describe(house, Question.CONSENT, asked.interaction, who))

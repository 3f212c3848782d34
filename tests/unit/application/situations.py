"""Every situation a request can find a browser in, and a word for what comes of it."""

from collections.abc import Awaitable, Callable
from typing import assert_never

from application.ports.upstream import UpstreamUnavailable
from application.sign_in.decide_consent import ConsentAnswer
from application.sign_in.outcomes import AskPerson, Outcome, RefusedPerson, SendToUpstream
from domain.authorization_response import AuthorizationRefused, AuthorizationResponse
from domain.client import Consent
from domain.interaction import Question
from domain.opaque_token import digest
from tests.builders import a_client, a_membership
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import (
    ROLE_FRESHNESS,
    SESSION_IDLE,
    SESSION_LIFETIME,
    House,
    Signed,
)
from tests.unit.application.steps import NOBODY, asked_to, decide, return_with

STALE = ROLE_FRESHNESS.total_seconds()
_IDLE = SESSION_IDLE.total_seconds()

Situation = Callable[[House], Awaitable[Signed]]


async def no_session(_house: House) -> Signed:
    """Let nobody have signed in."""
    return NOBODY


async def fresh(house: House) -> Signed:
    """Let somebody have signed in, a second before their roles grow old."""
    who = await house.begin_session()
    house.clock.advance(STALE - 1)
    return who


async def stale(house: House) -> Signed:
    """Let the roles have just grown old, where a bot can read them again."""
    who = await house.begin_session()
    house.clock.advance(STALE)
    return who


async def stale_without_bot(house: House) -> Signed:
    """Let the roles have just grown old, where only the person can renew them."""
    house.members = None
    return await stale(house)


async def gone(house: House) -> Signed:
    """Let the person have left the guild."""
    house.members = FakeGuildMembers(None)
    return await stale(house)


async def no_full_member(house: House) -> Signed:
    """Let the person have come anew, and wait behind membership screening."""
    house.members = FakeGuildMembers(a_membership(pending=True))
    return await stale(house)


async def discord_does_not_tell(house: House) -> Signed:
    """Let Discord answer the bot with a fault."""
    house.members = FakeGuildMembers(UpstreamUnavailable("member route: 500"))
    return await stale(house)


async def idle(house: House) -> Signed:
    """Leave the session alone for too long."""
    who = await house.begin_session()
    house.clock.advance(_IDLE)
    return who


async def expired(house: House) -> Signed:
    """Use the session all the time until it is over."""
    who = await house.begin_session()
    for _ in range(int(SESSION_LIFETIME / SESSION_IDLE)):
        house.clock.advance(_IDLE - 1)
        assert isinstance(await return_with(house, who), AuthorizationResponse)
    house.clock.advance(SESSION_LIFETIME / SESSION_IDLE)
    return who


async def ended(house: House) -> Signed:
    """End the session."""
    who = await house.begin_session()
    await house.sessions.end(digest(who.session))
    return who


async def asked_once(house: House) -> Signed:
    """Have a client that asks once, and has not asked yet."""
    who = await house.begin_session()
    house.register(a_client(consent=Consent.ONCE))
    return who


async def agreed(house: House) -> Signed:
    """Have a client that asks once, and got a yes to just this."""
    who = await asked_once(house)
    asked = asked_to(Question.CONSENT, await return_with(house, who))
    await decide(house, asked, who.session)
    return who


async def agreed_to_less(house: House) -> Signed:
    """Have a client that asks once, and got a yes to less."""
    who = await asked_once(house)
    asked = asked_to(Question.CONSENT, await return_with(house, who, scope="openid profile"))
    await decide(house, asked, who.session)
    return who


async def refused_to_agree(house: House) -> Signed:
    """Have a client that asks once, and got a cancel."""
    who = await asked_once(house)
    asked = asked_to(Question.CONSENT, await return_with(house, who))
    try:
        await decide(house, asked, who.session, ConsentAnswer.CANCEL)
    except AuthorizationRefused:
        return who
    raise AssertionError("a cancel is a refusal")


async def always_asked(house: House) -> Signed:
    """Have a client that asks each time, and got a yes before."""
    who = await agreed(house)
    house.register(a_client(consent=Consent.ALWAYS))
    return who


def word_for(house: House, outcome: Outcome) -> str:
    """Name what came of a request."""
    match outcome:
        case AuthorizationResponse():
            return "code" if "code" in dict(outcome.parameters) else "error"
        case SendToUpstream():
            return "choose" if house.upstream.sent[-1].choose_account else "pass"
        case AskPerson():
            return str(outcome.question)
        case RefusedPerson():
            return "refused"
        case _:
            assert_never(outcome)


async def met(house: House, who: Signed, **changes: str | None) -> tuple[str, int, int]:
    """Come with a request; tell what came of it, and how often bot and browser asked Discord."""
    house.upstream.sent.clear()
    asked = house.members.asked if isinstance(house.members, FakeGuildMembers) else []
    asked.clear()
    try:
        word = word_for(house, await return_with(house, who, **changes))
    except AuthorizationRefused as refusal:
        word = refusal.error.error
    return word, len(asked), len(house.upstream.sent)

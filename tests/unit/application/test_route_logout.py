"""A logout is obeyed at once where a hint proves which session is meant; else somebody is asked."""

import pytest

from application.sign_out.outcomes import AskToSignOut
from domain.logout import PendingLogout
from domain.opaque_token import digest, is_opaque_token
from domain.page_refusals import UntrustedLogout
from tests.builders import CLIENT_ID, an_identity
from tests.unit.application.house import House, Signed, code_of
from tests.unit.application.leaving import (
    GOODBYE,
    WAITING,
    a_leaver,
    ask_first,
    asks,
    ended_everywhere,
    hint_of,
    is_signed_in,
    read_logout,
    sign_out,
    signed_out,
)
from tests.unit.application.situations import expired, idle
from tests.unit.application.steps import NOBODY, return_with, sign_in_again

pytestmark = pytest.mark.anyio

GO = {"client_id": CLIENT_ID, "post_logout_redirect_uri": GOODBYE, "state": "s"}


@pytest.fixture
def house(house: House) -> House:
    """Give an application with a client to sign out at."""
    house.register(a_leaver())
    return house


async def hint_for(house: House, who: Signed) -> str:
    return await hint_of(house, code_of(await return_with(house, who)))


@pytest.mark.parametrize("asked", [{}, {"state": "s"}, {"client_id": CLIENT_ID}, GO])
async def test_where_nobody_is_signed_in_there_is_nothing_to_ask(
    house: House, asked: dict[str, str]
) -> None:
    expected = f"{GOODBYE}?state=s" if asked is GO else None
    nobody = Signed(browser="", session="")
    for who in (NOBODY, nobody, await idle(house), await expired(house)):
        assert signed_out(await sign_out(house, who, **asked)) == expected
    assert house.delivery.sent == []


async def test_the_hint_of_this_session_ends_it_at_once(house: House) -> None:
    who = await house.begin_session()
    hint = await hint_for(house, who)
    outcome = await sign_out(house, who, id_token_hint=hint, **GO)
    assert signed_out(outcome) == f"{GOODBYE}?state=s"
    assert not await is_signed_in(house, who)


async def test_an_expired_hint_does_as_well(house: House) -> None:
    who = await house.begin_session()
    hint = await hint_for(house, who)
    for _ in range(2):
        house.clock.advance(3599)
        await return_with(house, who)
    assert signed_out(await sign_out(house, who, id_token_hint=hint)) is None
    assert not await is_signed_in(house, who)


async def test_a_hint_from_before_the_person_signed_in_anew_is_of_the_same_session(
    house: House,
) -> None:
    first = await house.begin_session()
    hint = await hint_for(house, first)
    who = await sign_in_again(house, first)
    await sign_out(house, who, id_token_hint=hint)
    assert not await is_signed_in(house, who)


@pytest.mark.parametrize("asked", [{}, {"state": "s"}, {"client_id": CLIENT_ID}, GO])
async def test_without_a_hint_somebody_is_asked_and_stays_signed_in(
    house: House, asked: dict[str, str]
) -> None:
    who = await house.begin_session()
    question = await ask_first(house, who, **asked)
    assert question.browser == who.browser
    assert is_opaque_token(question.token)
    assert await house.logouts.get(digest(question.token)) == PendingLogout(
        request=await read_logout(house)(asks(**asked)),
        browser_digest=digest(who.browser),
        session_digest=digest(who.session),
        expires_at=house.clock.now() + WAITING,
    )
    assert await is_signed_in(house, who)


@pytest.mark.parametrize("cookie", ["", "x", "é" * 43])
async def test_a_browser_without_a_cookie_of_ours_gets_one(house: House, cookie: str) -> None:
    who = await house.begin_session()
    question = await ask_first(house, Signed(browser=cookie, session=who.session))
    assert is_opaque_token(question.browser)
    assert question.browser != question.token


async def test_a_hint_of_another_session_of_the_same_person_asks(house: House) -> None:
    elsewhere, who = await house.begin_session(), await house.begin_session()
    hint = await hint_for(house, elsewhere)
    assert isinstance(await sign_out(house, who, id_token_hint=hint), AskToSignOut)
    assert await is_signed_in(house, who)
    assert await is_signed_in(house, elsewhere)


async def test_a_hint_of_an_ended_session_does_not_end_the_next(house: House) -> None:
    first = await house.begin_session()
    hint = await hint_for(house, first)
    await ended_everywhere(house, first)
    who = await house.begin_session()
    assert isinstance(await sign_out(house, who, id_token_hint=hint), AskToSignOut)
    assert await is_signed_in(house, who)


async def test_a_hint_of_another_person_asks(house: House) -> None:
    mine = await house.begin_session()
    hint = await hint_for(house, mine)
    house.upstream.answer = an_identity(discord_id="42")
    who = await house.begin_session()
    assert isinstance(await sign_out(house, who, id_token_hint=hint, **GO), AskToSignOut)
    assert await is_signed_in(house, who)


async def test_what_cannot_be_trusted_ends_nothing(house: House) -> None:
    who = await house.begin_session()
    hint = await hint_for(house, who)
    for asked in ({"id_token_hint": hint + "x"}, {"id_token_hint": hint, "client_id": "forum"}):
        with pytest.raises(UntrustedLogout):
            await sign_out(house, who, **asked)
    assert await is_signed_in(house, who)
    assert house.delivery.sent == []


async def test_signing_out_twice_is_signing_out_once(house: House) -> None:
    who = await house.begin_session()
    hint = await hint_for(house, who)
    for _ in range(2):
        outcome = await sign_out(house, who, id_token_hint=hint, **GO)
        assert signed_out(outcome) == f"{GOODBYE}?state=s"
    assert len(house.delivery.sent) == 1

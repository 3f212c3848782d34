"""A logout that came by POST, and a question whether to sign out, wait for their browser."""

import pytest

from application.sign_out.outcomes import AskToSignOut
from application.sign_out.resume_logout import LogoutQuestion
from domain.logout import LogoutTarget, PendingLogout
from domain.opaque_token import digest, is_opaque_token
from domain.page_refusals import ForeignBrowser, LoginExpired, UntrustedLogout
from tests.builders import CLIENT_ID, a_client, an_identity
from tests.unit.application.house import House, Signed, code_of
from tests.unit.application.leaving import (
    GOODBYE,
    WAITING,
    a_leaver,
    ask_first,
    asks,
    decide_logout,
    ended_everywhere,
    hint_of,
    hold_logout,
    is_signed_in,
    open_logout,
    read_logout,
    resume_logout,
    signed_out,
)
from tests.unit.application.steps import NOBODY, return_with, session_of, sign_in_again

pytestmark = pytest.mark.anyio

GO = {"client_id": CLIENT_ID, "post_logout_redirect_uri": GOODBYE, "state": "s"}
ODD = [None, "", "x", "a" * 42, "a" * 43, "a" * 44, "é" * 43]


@pytest.fixture
def house(house: House) -> House:
    """Give an application with a client to sign out at."""
    house.register(a_leaver())
    return house


async def test_what_came_by_post_is_kept_by_the_digest_of_a_token(house: House) -> None:
    token = await hold_logout(house, **GO)
    assert is_opaque_token(token)
    assert await house.logouts.get(token) is None
    assert await house.logouts.get(digest(token)) == PendingLogout(
        request=await read_logout(house)(asks(**GO)),
        browser_digest=None,
        session_digest=None,
        expires_at=house.clock.now() + WAITING,
    )


async def test_what_cannot_be_trusted_is_not_kept(house: House) -> None:
    with pytest.raises(UntrustedLogout):
        await hold_logout(house, client_id="nobody")
    assert house.tokens.count == 0


async def test_a_kept_request_goes_on_as_if_it_had_come_by_get(house: House) -> None:
    who = await house.begin_session()
    hint = await hint_of(house, code_of(await return_with(house, who)))
    asked = await resume_logout(house, await hold_logout(house, **GO), who)
    assert isinstance(asked, AskToSignOut)
    assert await is_signed_in(house, who)
    token = await hold_logout(house, id_token_hint=hint, **GO)
    for _ in range(2):
        assert signed_out(await resume_logout(house, token, who)) == f"{GOODBYE}?state=s"
    assert not await is_signed_in(house, who)


async def test_a_kept_request_where_nobody_is_signed_in_goes_straight_on(house: House) -> None:
    outcome = await resume_logout(house, await hold_logout(house, **GO), NOBODY)
    assert signed_out(outcome) == f"{GOODBYE}?state=s"


@pytest.mark.parametrize("token", ODD)
async def test_a_token_of_nothing_is_expired(house: House, token: str | None) -> None:
    with pytest.raises(LoginExpired):
        await open_logout(house)(token)


async def test_it_is_over_after_its_time_even_if_the_store_keeps_it(house: House) -> None:
    pending = await open_logout(house)(await hold_logout(house, **GO))
    token = "p" * 43
    await house.logouts.put(digest(token), pending, keep_for=2 * WAITING)
    house.clock.advance(WAITING.total_seconds() - 1)
    assert await open_logout(house)(token) == pending
    house.clock.advance(1)
    with pytest.raises(LoginExpired, match="longer than"):
        await open_logout(house)(token)


async def test_the_page_names_who_is_signed_in_and_which_application_asks(house: House) -> None:
    who = await house.begin_session()
    bare, named = await ask_first(house, who), await ask_first(house, who, **GO)
    staying = await ask_first(house, who, client_id=CLIENT_ID)
    me = (await session_of(house, who)).identity
    assert await resume_logout(house, bare.token, who) == LogoutQuestion(
        identity=me, client=None, target=None
    )
    assert await resume_logout(house, staying.token, who) == LogoutQuestion(
        identity=me, client=a_leaver(), target=None
    )
    for _ in range(2):
        assert await resume_logout(house, named.token, who) == LogoutQuestion(
            identity=me,
            client=a_leaver(),
            target=LogoutTarget(post_logout_redirect_uri=GOODBYE, state="s"),
        )


async def test_a_yes_ends_the_session_and_leads_on(house: House) -> None:
    who = await house.begin_session()
    asked = await ask_first(house, who, **GO)
    for _ in range(2):
        assert signed_out(await decide_logout(house, asked.token, who)) == f"{GOODBYE}?state=s"
    assert not await is_signed_in(house, who)
    assert len(house.delivery.sent) == 1


async def test_a_no_changes_nothing(house: House) -> None:
    who = await house.begin_session()
    asked = await ask_first(house, who, **GO)
    for _ in range(2):
        assert await decide_logout(house, asked.token, who, signs_out=False) is None
    assert await is_signed_in(house, who)
    assert house.delivery.sent == []
    assert signed_out(await decide_logout(house, asked.token, who)) == f"{GOODBYE}?state=s"


@pytest.mark.parametrize("browser", ["", "x", "c" * 43])
@pytest.mark.parametrize("signs_out", [True, False])
async def test_another_browser_is_neither_shown_nor_obeyed(
    house: House, browser: str, *, signs_out: bool
) -> None:
    who = await house.begin_session()
    asked = await ask_first(house, who)
    stranger = Signed(browser=browser, session=who.session)
    with pytest.raises(ForeignBrowser):
        await resume_logout(house, asked.token, stranger)
    with pytest.raises(ForeignBrowser):
        await decide_logout(house, asked.token, stranger, signs_out=signs_out)
    assert await is_signed_in(house, who)


async def test_a_kept_request_is_no_question_and_cannot_be_answered(house: House) -> None:
    who = await house.begin_session()
    token = await hold_logout(house, **GO)
    with pytest.raises(ForeignBrowser):
        await decide_logout(house, token, who)
    assert await is_signed_in(house, who)


@pytest.mark.parametrize("token", ODD)
async def test_an_answer_to_nothing_is_expired(house: House, token: str | None) -> None:
    who = await house.begin_session()
    with pytest.raises(LoginExpired):
        await decide_logout(house, token, who)
    assert await is_signed_in(house, who)


@pytest.mark.parametrize("somebody", ["42", an_identity().discord_id])
async def test_a_yes_about_one_session_asks_anew_about_the_next(
    house: House, somebody: str
) -> None:
    first = await house.begin_session()
    asked = await ask_first(house, first, **GO)
    house.upstream.answer = an_identity(discord_id=somebody)
    who = await sign_in_again(house, first)
    again = await decide_logout(house, asked.token, who)
    assert isinstance(again, AskToSignOut)
    assert await is_signed_in(house, who)
    assert signed_out(await decide_logout(house, again.token, who)) == f"{GOODBYE}?state=s"
    assert not await is_signed_in(house, who)


async def test_once_the_session_is_over_page_and_answer_lead_on(house: House) -> None:
    who = await house.begin_session()
    asked = await ask_first(house, who, **GO)
    await ended_everywhere(house, who)
    told = len(house.delivery.sent)
    assert signed_out(await resume_logout(house, asked.token, who)) == f"{GOODBYE}?state=s"
    assert signed_out(await decide_logout(house, asked.token, who)) == f"{GOODBYE}?state=s"
    assert len(house.delivery.sent) == told


@pytest.mark.parametrize("removed", ["client", "address"])
async def test_nobody_is_sent_to_what_was_registered_once(house: House, removed: str) -> None:
    who = await house.begin_session()
    asked, held = await ask_first(house, who, **GO), await hold_logout(house, **GO)
    house.register(a_client(client_id="forum" if removed == "client" else CLIENT_ID))
    for token in (asked.token, held):
        with pytest.raises(UntrustedLogout):
            await resume_logout(house, token, who)
        with pytest.raises(UntrustedLogout):
            await decide_logout(house, token, who)

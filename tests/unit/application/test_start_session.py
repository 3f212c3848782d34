"""Coming back from Discord: a new session each time, and what of the old one stays."""

import pytest

from domain.opaque_token import digest, is_opaque_token
from domain.session import Session
from tests.builders import NOW, an_identity
from tests.unit.application.house import ROLE_FRESHNESS, SESSION_LIFETIME, House, Signed, trip_of
from tests.unit.application.situations import Situation, ended, expired, idle, word_for
from tests.unit.application.steps import NOBODY, return_with, session_of, sign_in_again

pytestmark = pytest.mark.anyio


async def _pass_through(house: House, who: Signed, **changes: str | None) -> Signed:
    """Go to Discord without a page of ours, and come back."""
    trip = trip_of(await return_with(house, who, **changes))
    completed = await house.complete(trip, session=who.session)
    assert completed.session
    return Signed(browser=trip.browser, session=completed.session)


async def _before_and_after(house: House, *, chosen: bool) -> tuple[Session, Session]:
    who = await house.begin_session()
    before = await session_of(house, who)
    house.clock.advance(60)
    again = (
        await sign_in_again(house, who)
        if chosen
        else await _pass_through(house, who, scope="openid email")
    )
    return before, await session_of(house, again)


async def test_a_first_sign_in_begins_a_session_of_the_full_length(house: House) -> None:
    who = await house.begin_session(scope="openid email")
    session = await session_of(house, who)
    assert session == Session(
        sid=session.sid,
        identity=an_identity(),
        has_email=True,
        auth_time=NOW,
        read_at=NOW,
        used_at=NOW,
        expires_at=NOW + SESSION_LIFETIME,
    )


async def test_whether_discord_was_asked_for_the_email_is_remembered(house: House) -> None:
    assert not (await session_of(house, await house.begin_session())).has_email
    claims = '{"id_token":{"email":null}}'
    assert (await session_of(house, await house.begin_session(claims=claims))).has_email


async def test_cookie_and_sid_are_tokens_and_have_nothing_in_common(house: House) -> None:
    who = await house.begin_session()
    sid = (await session_of(house, who)).sid
    assert is_opaque_token(who.session)
    assert is_opaque_token(sid)
    assert len({sid, who.session, who.browser, digest(who.session)}) == 4


@pytest.mark.parametrize("chosen", [True, False])
async def test_the_id_of_the_session_changes_and_the_old_one_is_over(
    house: House, *, chosen: bool
) -> None:
    who = await house.begin_session()
    again = (
        await sign_in_again(house, who)
        if chosen
        else await _pass_through(house, who, scope="openid email")
    )
    assert again.session != who.session
    assert await house.sessions.get(digest(who.session)) is None
    assert await house.find_session()(again.session)


async def test_a_cookie_that_was_planted_is_not_taken_over(house: House) -> None:
    trip = await house.set_out()
    completed = await house.complete(trip, session=NOBODY.session)
    assert completed.session
    assert completed.session != NOBODY.session
    assert await house.sessions.get(digest(NOBODY.session)) is None


async def test_the_planted_session_of_somebody_else_is_ended_and_gives_nothing(
    house: House,
) -> None:
    attacker = await house.begin_session()
    theirs = await session_of(house, attacker)
    house.clock.advance(60)
    house.upstream.answer = an_identity(discord_id="42")
    completed = await house.complete(await house.set_out(), session=attacker.session)
    assert completed.session
    victim = await session_of(house, Signed(browser=attacker.browser, session=completed.session))
    assert victim.identity.discord_id == "42"
    assert victim.sid != theirs.sid
    assert victim.auth_time == house.clock.now()
    assert await house.sessions.get(digest(attacker.session)) is None


async def test_who_chose_to_sign_in_has_a_new_auth_time_and_a_whole_session(house: House) -> None:
    before, after = await _before_and_after(house, chosen=True)
    assert after.sid == before.sid
    assert after.auth_time == before.auth_time + (house.clock.now() - NOW)
    assert after.expires_at == house.clock.now() + SESSION_LIFETIME


async def test_who_merely_passed_through_keeps_auth_time_and_end(house: House) -> None:
    before, after = await _before_and_after(house, chosen=False)
    assert (after.sid, after.auth_time, after.expires_at) == (
        before.sid,
        before.auth_time,
        before.expires_at,
    )
    assert (after.read_at, after.used_at) == (house.clock.now(), house.clock.now())
    assert after.has_email


async def test_new_roles_do_not_cost_the_address_that_was_given(house: House) -> None:
    house.members = None
    who = await house.begin_session(scope="openid email")
    house.clock.advance(ROLE_FRESHNESS.total_seconds())
    again = await _pass_through(house, who)
    assert house.upstream.sent[-1].email
    assert (await session_of(house, again)).has_email


async def test_passing_through_for_new_roles_never_makes_a_session_longer(house: House) -> None:
    house.members = None
    who = await house.begin_session()
    end = (await session_of(house, who)).expires_at
    for _ in range(int(SESSION_LIFETIME / ROLE_FRESHNESS) - 1):
        house.clock.advance(ROLE_FRESHNESS.total_seconds())
        who = await _pass_through(house, who)
        assert (await session_of(house, who)).expires_at == end
    house.clock.advance(ROLE_FRESHNESS.total_seconds())
    assert await house.find_session()(who.session) is None


@pytest.mark.parametrize(("max_age", "comes"), [(None, "code"), ("60", "code"), ("59", "sign-in")])
async def test_passing_through_is_no_sign_in_though_max_age_was_exceeded_on_the_way(
    house: House, max_age: str | None, comes: str
) -> None:
    who = await house.begin_session()
    before = await session_of(house, who)
    trip = trip_of(await return_with(house, who, scope="openid email", max_age=max_age))
    house.clock.advance(60)
    completed = await house.complete(trip, session=who.session)
    assert completed.session
    after = await session_of(house, Signed(browser=trip.browser, session=completed.session))
    assert (after.sid, after.auth_time, after.expires_at) == (
        before.sid,
        before.auth_time,
        before.expires_at,
    )
    assert word_for(house, completed.outcome) == comes


@pytest.mark.parametrize("situation", [idle, expired, ended])
async def test_after_a_session_is_over_a_trip_is_a_sign_in(
    house: House, situation: Situation
) -> None:
    who = await situation(house)
    again = await _pass_through(house, who)
    session = await session_of(house, again)
    assert (session.auth_time, session.expires_at) == (
        house.clock.now(),
        house.clock.now() + SESSION_LIFETIME,
    )

"""Turning somebody away: all they have here ends, and nothing of anybody else."""

import pytest

from application.events import BlockedPersonRefused, NotAMember
from application.sign_in.outcomes import RefusedPerson
from application.sign_in.visit import Visit
from domain.access_rules import Refusal
from domain.errors import AccessDenied
from domain.identity import Identity
from domain.membership import Membership
from domain.opaque_token import digest
from tests.builders import (
    BROWSER,
    CLIENT_ID,
    DISCORD_ID,
    ISSUER,
    a_client,
    a_membership,
    an_access_rules,
    an_auth_request,
    an_identity,
)
from tests.unit.application.house import House, trip_of
from tests.unit.application.situations import gone
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio


def _visit(*prompt: str, browser: str | None = BROWSER) -> Visit:
    request, client = an_auth_request(prompt=frozenset(prompt)), a_client()
    target = client.response_target(request.redirect_uri, state=request.state)
    return Visit(client=client, target=target, request=request, browser=browser)


async def _turned_away(house: House, person: Identity, *prompt: str) -> RefusedPerson:
    refused = await house.admit_person()(_visit(*prompt), person)
    assert refused is not None
    return refused


async def test_a_member_is_let_in_and_nothing_is_recorded_or_ended(house: House) -> None:
    who = await house.begin_session()
    house.audit.events.clear()
    assert await house.admit_person()(_visit(), an_identity()) is None
    assert house.audit.events == []
    assert await house.find_session()(who.session)


async def test_the_page_names_person_client_and_both_ways_out(house: House) -> None:
    left = an_identity(membership=None)
    refused = await _turned_away(house, left)
    assert (refused.identity, refused.client) == (left, a_client())
    assert dict(refused.back.parameters) == {
        "error": "access_denied",
        "error_description": "This Discord account is not a member of the guild.",
        "state": "af0ifjsldkj",
        "iss": ISSUER,
    }
    assert house.upstream.sent[-1].choose_account


async def test_the_other_way_out_begins_the_same_request_as_a_new_sign_in(house: House) -> None:
    refused = await _turned_away(house, an_identity(membership=None), "consent")
    trip = trip_of(refused.restart)
    login = await house.logins.get(digest(trip.state))
    assert login
    assert login.request == an_auth_request(prompt=frozenset({"consent"}))
    assert (login.chosen, trip.browser) == (True, BROWSER)


async def test_a_silent_request_gets_no_page(house: House) -> None:
    with pytest.raises(AccessDenied):
        await house.admit_person()(_visit("none"), an_identity(membership=None))
    assert house.upstream.sent == []


@pytest.mark.parametrize(
    ("membership", "reason"),
    [
        (None, "not in the guild"),
        (a_membership(pending=True), "membership screening or guest"),
        (a_membership(guest=True), "membership screening or guest"),
    ],
)
@pytest.mark.parametrize("prompt", ["none", "consent"])
async def test_it_is_recorded_with_or_without_a_page(
    house: House, prompt: str, membership: Membership | None, reason: str
) -> None:
    person = an_identity(membership=membership)
    try:
        await house.admit_person()(_visit(prompt), person)
    except AccessDenied:
        assert prompt == "none"
    assert house.audit.events == [NotAMember(client_id=CLIENT_ID, sub=DISCORD_ID, reason=reason)]


@pytest.mark.parametrize("prompt", ["none", "consent"])
async def test_who_is_blocked_is_told_so_and_recorded_as_that(house: House, prompt: str) -> None:
    house.rules = an_access_rules(blocked=frozenset({DISCORD_ID}))
    try:
        refused = await _turned_away(house, an_identity(), prompt)
    except AccessDenied as error:
        assert prompt == "none"
        told = error.description
    else:
        assert refused.refusal is Refusal.BLOCKED
        told = dict(refused.back.parameters)["error_description"]
    assert told == "This Discord account may not sign in here."
    assert house.audit.events == [BlockedPersonRefused(client_id=CLIENT_ID, sub=DISCORD_ID)]


@pytest.mark.parametrize("blocked", [False, True])
async def test_every_session_and_every_grant_of_theirs_ends(house: House, *, blocked: bool) -> None:
    who, elsewhere = await house.begin_session(), await house.begin_session()
    await house.redeem(await house.sign_in(scope="openid offline_access"))
    assert await house.grants.of(DISCORD_ID)
    house.rules = an_access_rules(blocked=frozenset({DISCORD_ID} if blocked else ()))
    await _turned_away(house, an_identity(membership=a_membership() if blocked else None))
    assert await house.grants.of(DISCORD_ID) == {}
    assert await house.sessions.of(DISCORD_ID) == {}
    assert [await house.find_session()(w.session) for w in (who, elsewhere)] == [None, None]


@pytest.mark.parametrize("prompt", ["none", "consent"])
async def test_their_session_ends_with_or_without_a_page(house: House, prompt: str) -> None:
    who = await house.begin_session()
    try:
        await house.admit_person()(_visit(prompt), an_identity(membership=None))
    except AccessDenied:
        assert prompt == "none"
    assert await house.sessions.get(digest(who.session)) is None


async def test_somebody_elses_session_stays(house: House) -> None:
    who = await house.begin_session()
    stranger = an_identity(discord_id="42", membership=None)
    await _turned_away(house, stranger)
    assert await house.find_session()(who.session)


async def test_having_nothing_here_is_no_obstacle(house: House) -> None:
    refused = await _turned_away(house, an_identity(membership=None))
    assert refused.refusal is Refusal.NOT_IN_GUILD


async def test_who_left_is_turned_away_from_their_session_which_ends(house: House) -> None:
    who = await gone(house)
    assert isinstance(await return_with(house, who), RefusedPerson)
    assert await house.sessions.get(digest(who.session)) is None


async def test_who_comes_back_from_discord_as_no_member_loses_the_session_they_had(
    house: House,
) -> None:
    who = await house.begin_session()
    house.upstream.answer = an_identity(membership=None)
    completed = await house.complete(await house.set_out(), session=who.session)
    assert isinstance(completed.outcome, RefusedPerson)
    assert completed.session is None
    assert await house.sessions.get(digest(who.session)) is None


async def test_a_stranger_who_comes_back_ends_nobody_elses_session(house: House) -> None:
    who = await house.begin_session()
    house.upstream.answer = an_identity(discord_id="42", membership=None)
    await house.complete(await house.set_out(), session=who.session)
    assert await house.find_session()(who.session)

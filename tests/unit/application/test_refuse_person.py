"""Turning somebody away: their session ends, somebody else's does not."""

import pytest

from application.events import NotAMember
from application.sign_in.outcomes import RefusedPerson
from application.sign_in.visit import Visit
from domain.errors import AccessDenied
from domain.identity import Membership
from domain.opaque_token import digest
from tests.builders import (
    BROWSER,
    CLIENT_ID,
    DISCORD_ID,
    ISSUER,
    a_client,
    a_membership,
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


async def test_the_page_names_person_client_and_both_ways_out(house: House) -> None:
    left = an_identity(membership=None)
    refused = await house.refuse_person()(_visit(), left, None)
    assert (refused.identity, refused.client) == (left, a_client())
    assert dict(refused.back.parameters) == {
        "error": "access_denied",
        "error_description": "This Discord account is not a member of the guild.",
        "state": "af0ifjsldkj",
        "iss": ISSUER,
    }
    assert house.upstream.sent[-1].choose_account


async def test_the_other_way_out_begins_the_same_request_as_a_new_sign_in(house: House) -> None:
    refused = await house.refuse_person()(_visit("consent"), an_identity(membership=None), None)
    trip = trip_of(refused.restart)
    login = await house.logins.get(digest(trip.state))
    assert login
    assert login.request == an_auth_request(prompt=frozenset({"consent"}))
    assert (login.chosen, trip.browser) == (True, BROWSER)


async def test_a_silent_request_gets_no_page(house: House) -> None:
    with pytest.raises(AccessDenied):
        await house.refuse_person()(_visit("none"), an_identity(membership=None), None)
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
        await house.refuse_person()(_visit(prompt), person, None)
    except AccessDenied:
        assert prompt == "none"
    assert house.audit.events == [NotAMember(client_id=CLIENT_ID, sub=DISCORD_ID, reason=reason)]


@pytest.mark.parametrize("prompt", ["none", "consent"])
async def test_their_session_ends_with_or_without_a_page(house: House, prompt: str) -> None:
    who = await house.begin_session()
    try:
        await house.refuse_person()(_visit(prompt), an_identity(), digest(who.session))
    except AccessDenied:
        assert prompt == "none"
    assert await house.sessions.get(digest(who.session)) is None


async def test_somebody_elses_session_stays(house: House) -> None:
    who = await house.begin_session()
    stranger = an_identity(discord_id="42", membership=None)
    await house.refuse_person()(_visit(), stranger, digest(who.session))
    assert await house.find_session()(who.session)


async def test_a_session_that_is_not_there_is_no_obstacle(house: House) -> None:
    refused = await house.refuse_person()(_visit(), an_identity(membership=None), "x" * 43)
    assert isinstance(refused, RefusedPerson)


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

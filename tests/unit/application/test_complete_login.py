"""The way back from Discord, whole."""

import asyncio

import pytest

from application.events import NotAMember, SignedIn
from application.ports.store import StoreUnavailable
from application.ports.upstream import UpstreamUnavailable
from application.sign_in.outcomes import RefusedPerson
from domain.authorization_response import AuthorizationRefused, AuthorizationResponse
from domain.membership import Membership
from domain.opaque_token import digest
from domain.page_refusals import ForeignBrowser, LoginExpired, UntrustedClient
from tests.builders import (
    CLIENT_ID,
    DISCORD_ID,
    ISSUER,
    REDIRECT_URI,
    a_client,
    a_membership,
    an_auth_request,
    an_identity,
)
from tests.fakes.failing_sign_in_stores import FailingSessionStore
from tests.fakes.failing_store import FailingLoginStore, Faults
from tests.fakes.failing_token_stores import FailingAuthCodeStore
from tests.unit.application.house import House, Trip, trip_of
from tests.unit.application.presented import callback

pytestmark = pytest.mark.anyio

_NO_MEMBERS = [None, a_membership(pending=True), a_membership(guest=True)]


async def _refused(house: House, trip: Trip, **changes: str | None) -> AuthorizationRefused:
    with pytest.raises(AuthorizationRefused) as refusal:
        await house.come_back(trip, **changes)
    return refusal.value


async def _turned_away(house: House, membership: Membership | None = None) -> RefusedPerson:
    house.upstream.answer = an_identity(membership=membership)
    answer = await house.come_back(await house.set_out())
    assert isinstance(answer, RefusedPerson)
    return answer


async def test_a_member_comes_back_with_a_code(house: House) -> None:
    answer = await house.come_back(await house.set_out())
    assert isinstance(answer, AuthorizationResponse)
    assert [name for name, _ in answer.parameters] == ["code", "state", "iss"]
    assert dict(answer.parameters)["state"] == "af0ifjsldkj"
    assert dict(answer.parameters)["iss"] == ISSUER
    assert answer.target.redirect_uri == REDIRECT_URI


async def test_another_browser_costs_no_call_and_leaves_the_login_to_the_right_one(
    house: House,
) -> None:
    trip = await house.set_out()
    for cookie in (None, "b" * 43):
        with pytest.raises(ForeignBrowser):
            await house.complete_login()(callback(state=trip.state), browser=cookie, session=None)
    assert house.upstream.codes == []
    assert isinstance(await house.come_back(trip), AuthorizationResponse)


async def test_a_callback_that_comes_again_is_refused_and_costs_no_call(house: House) -> None:
    trip = await house.set_out()
    await house.come_back(trip)
    with pytest.raises(LoginExpired):
        await house.come_back(trip)
    assert house.upstream.codes == ["discord-code"]


async def test_of_many_callbacks_at_once_one_gets_a_code_and_one_call_is_made(
    house: House,
) -> None:
    house.logins = FailingLoginStore(house.logins, Faults())
    trip = await house.set_out()
    attempts = [house.come_back(trip) for _ in range(20)]
    answers = await asyncio.gather(*attempts, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, LoginExpired)]
    assert len(refused) == 19
    assert len(house.upstream.codes) == 1
    assert house.audit.events == [SignedIn(client_id=CLIENT_ID, sub=DISCORD_ID)]


async def test_a_refusal_at_discord_is_told_to_the_client_and_ends_the_login(
    house: House,
) -> None:
    trip = await house.set_out()
    refusal = await _refused(house, trip, error="access_denied", code=None)
    assert refusal.error.error == "access_denied"
    assert (refusal.target.redirect_uri, refusal.target.state) == (REDIRECT_URI, "af0ifjsldkj")
    assert await house.logins.get(digest(trip.state)) is None


async def test_a_discord_that_does_not_know_is_told_to_the_client_and_gives_no_code(
    house: House,
) -> None:
    house.upstream.answer = UpstreamUnavailable("member route: 500")
    refusal = await _refused(house, await house.set_out())
    assert (refusal.error.error, refusal.client_id) == ("temporarily_unavailable", CLIENT_ID)
    assert house.audit.events == []


@pytest.mark.parametrize("membership", _NO_MEMBERS, ids=["nobody", "pending", "guest"])
async def test_somebody_who_is_no_member_gets_a_page_and_no_code(
    house: House, membership: Membership | None
) -> None:
    person = await _turned_away(house, membership)
    assert person.identity.discord_id == DISCORD_ID
    assert person.client == a_client()
    assert [type(event) for event in house.audit.events] == [NotAMember]


async def test_the_way_back_to_the_application_is_access_denied_with_its_state(
    house: House,
) -> None:
    back = (await _turned_away(house)).back
    answer = dict(back.parameters)
    assert (answer["error"], answer["state"], answer["iss"]) == (
        "access_denied",
        "af0ifjsldkj",
        ISSUER,
    )
    assert back.target.redirect_uri == REDIRECT_URI
    assert "code" not in answer


async def test_another_account_begins_the_same_request_anew(house: House) -> None:
    trip = trip_of((await _turned_away(house)).restart)
    login = await house.logins.get(digest(trip.state))
    assert login
    assert (login.request, login.chosen) == (an_auth_request(), True)
    assert house.upstream.sent[-1].choose_account
    house.upstream.answer = an_identity(discord_id="42")
    assert isinstance(await house.come_back(trip), AuthorizationResponse)


async def test_a_pending_member_and_a_stranger_are_told_apart_in_the_record(house: House) -> None:
    await _turned_away(house, None)
    await _turned_away(house, a_membership(pending=True))
    reasons = {event.reason for event in house.audit.events if isinstance(event, NotAMember)}
    assert reasons == {"not in the guild", "membership screening or guest"}


@pytest.mark.parametrize("verb", ["put", "take"])
@pytest.mark.parametrize("kind", ["refused", "lost"])
async def test_a_store_that_fails_on_the_way_is_told_to_the_client(
    house: House, verb: str, kind: str
) -> None:
    trip = await house.set_out()
    faults = Faults(**{kind: frozenset({verb})})
    house.logins = FailingLoginStore(house.logins, faults)
    house.auth_codes = FailingAuthCodeStore(house.auth_codes, faults)
    house.sessions = FailingSessionStore(house.sessions, faults)
    refusal = await _refused(house, trip)
    assert refusal.error.error == "temporarily_unavailable"
    assert refusal.target.redirect_uri == REDIRECT_URI
    assert house.audit.events == []


async def test_a_store_that_fails_before_the_client_is_known_is_told_to_no_client(
    house: House,
) -> None:
    trip = await house.set_out()
    house.logins = FailingLoginStore(house.logins, Faults(refused=frozenset({"get"})))
    with pytest.raises(StoreUnavailable):
        await house.come_back(trip)
    assert house.upstream.codes == []


async def test_a_redirect_uri_that_was_removed_meanwhile_gets_no_answer(house: House) -> None:
    trip = await house.set_out()
    house.register(a_client(redirect_uris=frozenset({"https://app.example.org/new"})))
    with pytest.raises(UntrustedClient):
        await house.come_back(trip)
    assert house.upstream.codes == []

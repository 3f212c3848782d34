"""Who comes back from Discord, and who of them gets a session."""

import pytest

from domain.authorization_response import AuthorizationRefused, AuthorizationResponse
from tests.builders import DISCORD_ID, an_identity
from tests.unit.application.house import House, code_of, trip_of

pytestmark = pytest.mark.anyio


async def test_somebody_who_is_no_member_gets_no_session(house: House) -> None:
    house.upstream.answer = an_identity(membership=None)
    completed = await house.complete(await house.set_out())
    assert completed.session is None


async def test_a_member_gets_a_session_that_is_not_shown(house: House) -> None:
    completed = await house.complete(await house.set_out())
    assert completed.session
    assert completed.session not in repr(completed)
    assert await house.find_session()(completed.session)


@pytest.mark.parametrize("named", ["id_token", "userinfo"])
async def test_somebody_else_than_was_asked_for_may_choose_once_and_gets_no_code(
    house: House, named: str
) -> None:
    trip = await house.set_out(claims=f'{{"{named}":{{"sub":{{"value":"42"}}}}}}')
    passed_through = await house.complete(trip)
    assert not house.upstream.sent[0].choose_account
    assert house.upstream.sent[1].choose_account
    with pytest.raises(AuthorizationRefused) as refusal:
        await house.complete(trip_of(passed_through.outcome), session=passed_through.session)
    assert refusal.value.error.error == "login_required"
    assert house.audit.events == []


async def test_who_chooses_the_account_that_was_asked_for_gets_a_code(house: House) -> None:
    trip = await house.set_out(claims='{"id_token":{"sub":{"value":"42"}}}')
    passed_through = await house.complete(trip)
    house.upstream.answer = an_identity(discord_id="42")
    chosen = await house.complete(trip_of(passed_through.outcome), session=passed_through.session)
    assert code_of(chosen.outcome)
    assert await house.find_session()(passed_through.session) is None


async def test_the_person_who_was_asked_for_gets_a_code(house: House) -> None:
    claims = f'{{"id_token":{{"sub":{{"value":"{DISCORD_ID}"}}}}}}'
    trip = await house.set_out(claims=claims)
    assert isinstance(await house.come_back(trip), AuthorizationResponse)

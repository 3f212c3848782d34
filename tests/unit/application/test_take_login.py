"""A trip to Discord is used up once."""

import pytest

from domain.page_refusals import LoginExpired
from tests.builders import BROWSER
from tests.unit.application.house import House
from tests.unit.application.presented import callback

pytestmark = pytest.mark.anyio


async def test_a_login_is_taken_once(house: House) -> None:
    trip = await house.set_out()
    take_login = house.take_login()
    await take_login(callback(state=trip.state), browser=trip.browser)
    with pytest.raises(LoginExpired):
        await take_login(callback(state=trip.state), browser=trip.browser)


@pytest.mark.parametrize("state", [None, "short", "a" * 43])
async def test_a_login_that_is_not_there_cannot_be_taken(house: House, state: str | None) -> None:
    take_login = house.take_login()
    with pytest.raises(LoginExpired):
        await take_login(callback(state=state), browser=BROWSER)

"""What a replayed code gave is ended."""

import pytest

from application.events import CodeReplayed
from application.ports.store import StoreUnavailable
from domain.opaque_token import digest
from tests.builders import CLIENT_ID, DISCORD_ID, a_grant
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingGrantStore
from tests.unit.application.house import House

pytestmark = pytest.mark.anyio


async def test_one_grant_is_ended_and_no_other(house: House) -> None:
    first, second = await house.sign_in(), await house.sign_in()
    ended, other = await house.redeem(first), await house.redeem(second)
    await house.end_replayed_grant()(digest(first), a_grant())
    assert not await house.is_alive(ended)
    assert await house.is_alive(other)


async def test_ending_is_recorded(house: House) -> None:
    await house.end_replayed_grant()(digest("a" * 43), a_grant())
    assert house.audit.events == [CodeReplayed(client_id=CLIENT_ID, sub=DISCORD_ID)]


async def test_what_could_not_be_ended_is_not_recorded_as_ended(house: House) -> None:
    house.grants = FailingGrantStore(house.grants, Faults(refused=frozenset({"end"})))
    with pytest.raises(StoreUnavailable):
        await house.end_replayed_grant()(digest("a" * 43), a_grant())
    assert house.audit.events == []

"""Which client speaks, and what a stranger learns."""

import pytest

from application.token.authenticate_client import AuthenticateClient
from domain.errors import InvalidClient, UnregisteredClient
from tests.builders import CLIENT_ID, a_client
from tests.unit.application.house import House
from tests.unit.application.presented import credentials

pytestmark = pytest.mark.anyio


async def test_a_client_that_knows_its_secret_is_found(house: House) -> None:
    assert await AuthenticateClient(clients=house.clients)(credentials()) == a_client()


async def test_an_unknown_client_and_a_wrong_secret_read_alike(house: House) -> None:
    told = set()
    for wrong in (credentials(client_id="unknown"), credentials(client_secret="wrong")):
        with pytest.raises(InvalidClient) as refusal:
            await AuthenticateClient(clients=house.clients)(wrong)
        told.add((refusal.value.error, refusal.value.description))
    assert len(told) == 1


async def test_only_what_is_no_client_at_all_is_told_apart_within(house: House) -> None:
    with pytest.raises(UnregisteredClient):
        await AuthenticateClient(clients=house.clients)(credentials(client_id="unknown"))
    with pytest.raises(InvalidClient) as refusal:
        await AuthenticateClient(clients=house.clients)(credentials(client_secret="wrong"))
    assert not isinstance(refusal.value, UnregisteredClient)


@pytest.mark.parametrize("client_id", ["", CLIENT_ID.upper(), CLIENT_ID + " ", CLIENT_ID + "\x00"])
async def test_a_client_id_is_compared_exactly(house: House, client_id: str) -> None:
    with pytest.raises(InvalidClient):
        await AuthenticateClient(clients=house.clients)(credentials(client_id=client_id))

"""Tokens of a client whose services are its own, before and after that is registered."""

import pytest

from tests.builders import AUDIENCE, CLIENT_ID, a_client
from tests.unit.application.house import House
from tests.unit.application.refreshing import API, an_api, offline, token_of, word_of, words_of

pytestmark = pytest.mark.anyio

_OWN, _GOOD = "wiki-services", ["good"] * 4


def _register(house: House, audience: str | None) -> None:
    house.register(a_client(audience=audience), an_api())


async def test_a_token_for_the_services_of_one_client_is_good_here_too(house: House) -> None:
    _register(house, _OWN)
    issued = await offline(house)
    told = await house.introspect(issued.access_token, API)
    assert (told["aud"], told["client_id"]) == (_OWN, CLIENT_ID)
    assert await words_of(house, issued) == _GOOD


async def test_a_token_of_before_stays_good_and_is_told_as_it_is(house: House) -> None:
    _register(house, None)
    issued = await offline(house)
    _register(house, _OWN)
    assert (await house.introspect(issued.access_token, API))["aud"] == AUDIENCE
    assert await house.is_alive(issued)
    refreshed = await house.refresh(token_of(issued))
    assert (await house.introspect(refreshed.access_token, API))["aud"] == _OWN


@pytest.mark.parametrize("now", [None, "other-services"])
async def test_a_token_for_services_that_are_no_longer_its_clients_is_refused(
    house: House, now: str | None
) -> None:
    _register(house, _OWN)
    issued = await offline(house)
    _register(house, now)
    assert await word_of(house.userinfo(issued.access_token)) == "invalid_token"
    for by in (None, API):
        assert await word_of(house.introspect(issued.access_token, by)) == "inactive"
    # What was issued since is not touched by it.
    assert await words_of(house, await house.refresh(token_of(issued))) == _GOOD


async def test_such_a_token_can_still_be_revoked_should_that_be_taken_back(house: House) -> None:
    _register(house, _OWN)
    issued = await offline(house)
    _register(house, None)
    await house.revoke(issued.access_token)
    _register(house, _OWN)
    assert not await house.is_alive(issued)


async def test_the_services_of_one_client_are_not_those_of_another(house: House) -> None:
    house.register(a_client(), a_client(client_id="other", audience=_OWN))
    issued = await offline(house)
    house.register(a_client(audience="mine"), a_client(client_id="other", audience=AUDIENCE))
    mine = await house.refresh(token_of(issued))
    house.register(a_client(), a_client(client_id="other", audience="mine"))
    assert await word_of(house.userinfo(mine.access_token)) == "invalid_token"

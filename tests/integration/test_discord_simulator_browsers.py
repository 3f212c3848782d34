"""Which browser sees the simulated page again (Discord facts 1.2: ``prompt``)."""

import httpx
import pytest

from demo.discord.members import CAPTAIN, DRIVER
from tests.integration.simulated_discord import a_query, a_simulator, a_visitor, answer_in

pytestmark = pytest.mark.anyio

PAGE = "/oauth2/authorize"


async def choose(visitor: httpx.AsyncClient, user_id: str, **changes: str) -> None:
    answer_in(await visitor.post(PAGE, data={**a_query(**changes), "user_id": user_id}))


async def test_prompt_none_is_silent_after_a_consent() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        await choose(visitor, DRIVER.id)
        answer = answer_in(await visitor.get(PAGE, params=a_query(scope="identify")))
    assert simulator.codes[answer["code"]].user_id == DRIVER.id
    assert simulator.codes[answer["code"]].scopes == {"identify"}


async def test_prompt_none_shows_the_page_for_a_scope_not_yet_granted() -> None:
    async with a_visitor(a_simulator()) as visitor:
        await choose(visitor, DRIVER.id, scope="identify")
        assert (await visitor.get(PAGE, params=a_query())).status_code == 200


async def test_grants_of_one_person_add_up() -> None:
    async with a_visitor(a_simulator()) as visitor:
        await choose(visitor, DRIVER.id, scope="identify")
        await choose(visitor, DRIVER.id, scope="email")
        answer_in(await visitor.get(PAGE, params=a_query(scope="identify email")))


async def test_grants_of_two_people_do_not() -> None:
    async with a_visitor(a_simulator()) as visitor:
        await choose(visitor, DRIVER.id, scope="identify email")
        await choose(visitor, CAPTAIN.id, scope="identify")
        assert (await visitor.get(PAGE, params=a_query())).status_code == 200


@pytest.mark.parametrize("prompt", ["consent", None])
async def test_consent_is_asked_for_again_otherwise(prompt: str | None) -> None:
    async with a_visitor(a_simulator()) as visitor:
        await choose(visitor, DRIVER.id)
        assert (await visitor.get(PAGE, params=a_query(prompt=prompt))).status_code == 200


async def test_another_account_takes_the_place_of_the_first() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        await choose(visitor, DRIVER.id)
        await choose(visitor, CAPTAIN.id, prompt="consent")
        answer = answer_in(await visitor.get(PAGE, params=a_query()))
    assert simulator.codes[answer["code"]].user_id == CAPTAIN.id


async def test_another_browser_has_agreed_to_nothing() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as one, a_visitor(simulator) as other:
        await choose(one, DRIVER.id)
        assert (await other.get(PAGE, params=a_query())).status_code == 200


async def test_an_unknown_person_is_nobody() -> None:
    async with a_visitor(a_simulator()) as visitor:
        response = await visitor.post(PAGE, data={**a_query(), "user_id": "1"})
    assert response.status_code == 400
    assert "location" not in response.headers


async def test_each_visit_to_the_page_is_recorded() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        await visitor.get(PAGE, params=a_query(prompt="consent"))
        await choose(visitor, DRIVER.id)
    assert simulator.authorize_requests == [a_query(prompt="consent")]
    assert simulator.calls == {"authorize": 1}

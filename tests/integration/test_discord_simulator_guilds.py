"""What the simulated guilds tell a bot, and how several of them differ (Discord facts 3.4)."""

from dataclasses import replace

import pytest

from demo.discord.guilds import SampleRole
from demo.discord.members import (
    CAPTAIN,
    CAPTAIN_ROLE_ID,
    DRIVER,
    GUILD_ID,
    OUTSIDER,
    RENAMED,
    SAMPLE_MEMBERS,
    SampleMember,
)
from demo.discord.simulator import Answer
from tests.integration.simulated_discord import BOT_TOKEN, a_simulator, a_visitor, bearer

pytestmark = pytest.mark.anyio

OTHER = "1014823955117604898"
GUILDS = "/api/v10/guilds"
BOT = {"Authorization": f"Bot {BOT_TOKEN}"}
ROLE_FIELDS = (
    "id name permissions position color colors hoist managed mentionable icon unicode_emoji flags"
)


async def test_the_roles_of_a_guild_are_listed_with_the_one_everybody_has() -> None:
    simulator = a_simulator()
    simulator.add_guild(OTHER, roles=(SampleRole(id="7", name="Bot", position=1, managed=True),))
    async with a_visitor(simulator) as visitor:
        roles = (await visitor.get(f"{GUILDS}/{GUILD_ID}/roles", headers=BOT)).json()
        others = (await visitor.get(f"{GUILDS}/{OTHER}/roles", headers=BOT)).json()
    assert all(role.keys() >= set(ROLE_FIELDS.split()) for role in roles)
    assert {"@everyone", "Captain"} <= {role["name"] for role in roles}
    assert [(role["id"], role["managed"]) for role in others] == [(OTHER, False), ("7", True)]
    assert simulator.calls == {"bot_roles": 2}


async def _found(query: str) -> list[str]:
    async with a_visitor(a_simulator()) as visitor:
        address = f"{GUILDS}/{GUILD_ID}/members/search?{query}"
        answer = await visitor.get(address, headers=BOT)
    assert answer.status_code == 200
    return [member["user"]["id"] for member in answer.json()]


@pytest.mark.parametrize(
    ("name", "person"),
    [("mira", CAPTAIN), ("MIRA.", CAPTAIN), ("Viktor (", RENAMED), ("plain", RENAMED)],
)
async def test_a_search_finds_the_beginning_of_username_and_nickname(
    name: str, person: SampleMember
) -> None:
    assert await _found(f"query={name}&limit=5") == [person.id]


@pytest.mark.parametrize("name", ["ira", "Tom", OUTSIDER.username, "nobody"])
async def test_a_search_finds_neither_other_names_nor_who_is_not_there(name: str) -> None:
    assert await _found(f"query={name}&limit=5") == []


async def test_a_search_finds_one_unless_more_are_asked_for() -> None:
    assert len(await _found("query=n")) == 1
    assert len(await _found("query=n&limit=1000")) == 2


@pytest.mark.parametrize("query", ["", "query=", "query=a&limit=0", "query=a&limit=1001"])
async def test_a_search_of_another_form_is_refused(query: str) -> None:
    async with a_visitor(a_simulator()) as visitor:
        answer = await visitor.get(f"{GUILDS}/{GUILD_ID}/members/search?{query}", headers=BOT)
    assert (answer.status_code, answer.json()["code"]) == (400, 50035)


@pytest.mark.parametrize("path", ["roles", "members/search?query=a"])
async def test_only_the_bot_of_a_guild_may_look(path: str) -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        headers = await bearer(visitor, simulator, CAPTAIN.id, "identify guilds.members.read")
        person = await visitor.get(f"{GUILDS}/{GUILD_ID}/{path}", headers=headers)
        elsewhere = await visitor.get(f"{GUILDS}/1/{path}", headers=BOT)
    assert person.status_code == 401
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, 10004)


async def test_in_another_guild_a_person_is_somebody_else_or_nobody() -> None:
    simulator = a_simulator()
    simulator.add_guild(OTHER, replace(CAPTAIN, nick="Boss", roles=(CAPTAIN_ROLE_ID,)))
    async with a_visitor(simulator) as visitor:
        boss = (await visitor.get(f"{GUILDS}/{OTHER}/members/{CAPTAIN.id}", headers=BOT)).json()
        driver = await visitor.get(f"{GUILDS}/{OTHER}/members/{DRIVER.id}", headers=BOT)
        headers = await bearer(visitor, simulator, CAPTAIN.id, "guilds.members.read")
        own = await visitor.get(f"/api/v10/users/@me/guilds/{OTHER}/member", headers=headers)
    assert (boss["nick"], boss["roles"]) == ("Boss", [CAPTAIN_ROLE_ID])
    assert own.json() == boss
    assert (driver.status_code, driver.json()["code"]) == (404, 10007)
    assert SAMPLE_MEMBERS[0] == CAPTAIN


async def test_an_answer_can_be_prepared_for_one_guild_alone() -> None:
    simulator = a_simulator()
    simulator.add_guild(OTHER, CAPTAIN)
    simulator.script(f"bot_member {OTHER}", Answer(status=503))
    async with a_visitor(simulator) as visitor:
        addresses = [f"{GUILDS}/{guild}/members/{CAPTAIN.id}" for guild in (GUILD_ID, OTHER, OTHER)]
        statuses = [(await visitor.get(a, headers=BOT)).status_code for a in addresses]
    assert statuses == [200, 503, 200]
    assert simulator.calls == {"bot_member": 3}

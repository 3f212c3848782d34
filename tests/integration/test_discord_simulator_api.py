"""The simulated API routes (Discord facts 2.1, 3.1 to 3.3 and 4)."""

from dataclasses import replace

import pytest

from demo.discord.members import (
    CAPTAIN,
    CAPTAIN_ROLE_ID,
    DRIVER_ROLE_ID,
    GUEST,
    GUILD_ID,
    LEGACY,
    NO_EMAIL,
    OUTSIDER,
    RENAMED,
    SAMPLE_MEMBERS,
    UNVERIFIED,
    SampleMember,
)
from tests.integration.simulated_discord import BOT_TOKEN, a_simulator, a_visitor, bearer

pytestmark = pytest.mark.anyio

ME = "/api/v10/users/@me"
MY_MEMBERSHIP = f"{ME}/guilds/{GUILD_ID}/member"
MEMBERS = f"/api/v10/guilds/{GUILD_ID}/members"
BOT = {"Authorization": f"Bot {BOT_TOKEN}"}
UNAUTHORIZED = {"message": "401: Unauthorized", "code": 0}
USER_FIELDS = "id username discriminator global_name avatar public_flags flags"
MEMBER_FIELDS = (
    "avatar banner communication_disabled_until flags joined_at nick pending premium_since "
    "roles user mute deaf"
)


def test_ids_are_longer_than_a_json_number_can_hold() -> None:
    ids = [member.id for member in SAMPLE_MEMBERS] + [GUILD_ID, CAPTAIN_ROLE_ID, DRIVER_ROLE_ID]
    assert len(set(ids)) == len(ids)
    assert all(17 <= len(text) <= 19 and str(int(float(text))) != text for text in ids)


async def test_identify_gives_the_account_without_address() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        headers = await bearer(visitor, simulator, LEGACY.id, "identify")
        user = (await visitor.get(ME, headers=headers)).json()
    assert user.keys() >= {*USER_FIELDS.split(), "mfa_enabled", "locale"}
    assert user.keys().isdisjoint({"email", "verified"})
    assert (user["id"], user["discriminator"]) == (LEGACY.id, "1234")


@pytest.mark.parametrize("person", [CAPTAIN, UNVERIFIED, NO_EMAIL])
async def test_email_gives_the_address_and_whether_it_is_verified(person: SampleMember) -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        headers = await bearer(visitor, simulator, person.id, "identify email")
        user = (await visitor.get(ME, headers=headers)).json()
    assert (user["email"], user["verified"]) == (person.email, person.verified)


async def test_both_routes_give_the_same_member() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        headers = await bearer(visitor, simulator, RENAMED.id, "guilds.members.read")
        own = (await visitor.get(MY_MEMBERSHIP, headers=headers)).json()
        seen = (await visitor.get(f"{MEMBERS}/{RENAMED.id}", headers=BOT)).json()
    assert own == seen
    assert own.keys() >= set(MEMBER_FIELDS.split())
    assert own["user"].keys() >= set(USER_FIELDS.split())
    assert (own["nick"], own["avatar"]) == (RENAMED.nick, RENAMED.guild_avatar)


async def test_a_member_can_change_while_the_simulator_runs() -> None:
    simulator = a_simulator()
    address = f"{MEMBERS}/{GUEST.id}"
    async with a_visitor(simulator) as visitor:
        before = (await visitor.get(address, headers=BOT)).json()
        simulator.set_member(replace(GUEST, flags=0, roles=(DRIVER_ROLE_ID,)))
        after = (await visitor.get(address, headers=BOT)).json()
        simulator.remove_from_guild(GUEST.id)
        gone = await visitor.get(address, headers=BOT)
    assert (before["flags"], before["roles"]) == (16, [])
    assert (after["flags"], after["roles"]) == (0, [DRIVER_ROLE_ID])
    assert gone.status_code == 404


@pytest.mark.parametrize(
    ("path", "message", "code"),
    [
        (f"{MEMBERS}/{OUTSIDER.id}", "Unknown Member", 10007),
        (f"{MEMBERS}/1", "Unknown User", 10013),
        (f"/api/v10/guilds/1/members/{CAPTAIN.id}", "Unknown Guild", 10004),
    ],
)
async def test_the_bot_is_told_what_is_unknown(path: str, message: str, code: int) -> None:
    async with a_visitor(a_simulator()) as visitor:
        response = await visitor.get(path, headers=BOT)
    assert (response.status_code, response.json()) == (404, {"message": message, "code": code})


@pytest.mark.parametrize("path", [MY_MEMBERSHIP, f"{ME}/guilds/1/member"])
async def test_a_person_outside_learns_of_no_guild(path: str) -> None:
    simulator = a_simulator()
    person = OUTSIDER if path == MY_MEMBERSHIP else CAPTAIN
    async with a_visitor(simulator) as visitor:
        headers = await bearer(visitor, simulator, person.id, "guilds.members.read")
        response = await visitor.get(path, headers=headers)
    assert response.status_code == 404
    assert response.json() == {"message": "Unknown Guild", "code": 10004}


@pytest.mark.parametrize(
    ("path", "scope"), [(ME, "guilds.members.read"), (MY_MEMBERSHIP, "identify email")]
)
async def test_a_route_needs_its_scope(path: str, scope: str) -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        headers = await bearer(visitor, simulator, CAPTAIN.id, scope)
        response = await visitor.get(path, headers=headers)
    assert (response.status_code, response.json()) == (401, UNAUTHORIZED)


@pytest.mark.parametrize("path", [ME, MY_MEMBERSHIP, f"{MEMBERS}/{CAPTAIN.id}"])
@pytest.mark.parametrize("authorization", ["", "Bearer x", "Bot x"])
async def test_a_bad_token_is_refused_and_counted(path: str, authorization: str) -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        response = await visitor.get(path, headers={"Authorization": authorization})
    assert (response.status_code, response.json()) == (401, UNAUTHORIZED)
    assert simulator.calls.total() == 1


async def test_each_kind_of_token_opens_only_its_own_routes() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        headers = await bearer(visitor, simulator, CAPTAIN.id, "identify guilds.members.read")
        member = await visitor.get(f"{MEMBERS}/{CAPTAIN.id}", headers=headers)
        account = await visitor.get(ME, headers=BOT)
    assert (member.status_code, account.status_code) == (401, 401)

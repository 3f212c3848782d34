"""The contract of the ``GuildMembers`` port, on the fake and on Discord over the simulator."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Protocol

import pytest

from application.ports.guild_members import GuildMembers
from application.ports.upstream import UpstreamUnavailable
from demo.discord.members import CAPTAIN, GUEST, GUILD_ID, OUTSIDER, PENDING, SampleMember
from demo.discord.simulator import Answer
from domain.membership import Membership, Memberships
from tests.fakes.guild_members import FakeGuildMembers
from tests.integration.discord.harness import Discord, a_client, running_server

pytestmark = pytest.mark.anyio

NOBODY = replace(OUTSIDER, id="1")


def memberships_of(member: SampleMember) -> Memberships:
    """Give what has to be found."""
    if not member.in_guild:
        return Memberships(asked=frozenset({GUILD_ID}))
    place = Membership(
        guild_id=GUILD_ID,
        roles=member.roles,
        nick=member.nick,
        avatar=member.guild_avatar,
        pending=member.pending,
        guest=member is GUEST,
    )
    return Memberships(found=(place,), asked=frozenset({GUILD_ID}))


class World(Protocol):
    """A guild, and the hand that changes it."""

    members: GuildMembers

    def has(self, member: SampleMember) -> None:
        """Let somebody be what they are."""

    def fails(self) -> None:
        """Let the next answer be none."""


@dataclass
class FakeWorld(World):
    """The fake answers what it is told."""

    members: FakeGuildMembers

    def has(self, member: SampleMember) -> None:
        """Set the answer."""
        self.members.answer = memberships_of(member)

    def fails(self) -> None:
        """Set the fault as the answer."""
        self.members.answer = UpstreamUnavailable("by the test")


@dataclass
class DiscordWorld(World):
    """The simulator knows who is in the guild."""

    members: GuildMembers
    discord: Discord

    def has(self, member: SampleMember) -> None:
        """Change somebody, or let them be unknown."""
        if member is NOBODY:
            self.discord.simulator.members.pop(member.id, None)
        else:
            self.discord.simulator.set_member(member)

    def fails(self) -> None:
        """Prepare a server fault, and another for the second try."""
        broken = Answer(status=503, body=b"<html>", content_type="text/html")
        self.discord.simulator.script("bot_member", broken, broken)


@pytest.fixture(params=["fake", "discord"])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Give each adapter in turn."""
    if request.param == "fake":
        yield FakeWorld(FakeGuildMembers(None))
        return
    async with running_server() as server, a_client() as client:
        discord = Discord(server=server, http=client)
        yield DiscordWorld(discord.members(), discord)


@pytest.mark.parametrize("member", [CAPTAIN, PENDING, GUEST], ids=lambda member: member.username)
async def test_who_is_in_the_guild_is_found_as_what_they_are(
    world: World, member: SampleMember
) -> None:
    world.has(member)
    found = await world.members.find(member.id)
    assert found == memberships_of(member)
    assert found.found


@pytest.mark.parametrize("member", [OUTSIDER, NOBODY], ids=["left", "no account"])
async def test_who_is_not_in_the_guild_is_not_found(world: World, member: SampleMember) -> None:
    world.has(member)
    assert await world.members.find(member.id) == Memberships(asked=frozenset({GUILD_ID}))


async def test_every_look_tells_the_present(world: World) -> None:
    for member in (CAPTAIN, replace(CAPTAIN, roles=()), replace(CAPTAIN, in_guild=False), CAPTAIN):
        world.has(member)
        assert await world.members.find(CAPTAIN.id) == memberships_of(member)


async def test_a_fault_is_neither_a_yes_nor_a_no(world: World) -> None:
    world.has(CAPTAIN)
    world.fails()
    with pytest.raises(UpstreamUnavailable):
        await world.members.find(CAPTAIN.id)
    world.has(CAPTAIN)
    assert await world.members.find(CAPTAIN.id) == memberships_of(CAPTAIN)

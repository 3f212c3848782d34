"""Look-ups for applications: who may share one that is under way."""

import asyncio

import pytest

from adapters.discord.allowance import Allowance
from adapters.discord.patience import PatientGuildMembers
from application.ports.guild_members import GuildMembers
from domain.membership import Memberships
from tests.builders import DISCORD_ID, GUILD_ID, OTHER_GUILD_ID, a_memberships
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio

OLD, NEW = (GUILD_ID,), (GUILD_ID, OTHER_GUILD_ID)


class SlowGuilds(GuildMembers):
    """Begins with the guilds of the time, and answers when it is told to."""

    def __init__(self) -> None:
        self.guilds: tuple[str, ...] = OLD
        self.begun: list[tuple[str, ...]] = []
        self.goes_on = asyncio.Event()

    async def find(self, discord_id: str) -> Memberships:  # noqa: ARG002 - everybody is in none
        """Give a no of each guild."""
        asked = self.guilds
        self.begun.append(asked)
        await self.goes_on.wait()
        return a_memberships(asked=asked)


@pytest.fixture
def guilds() -> SlowGuilds:
    return SlowGuilds()


@pytest.fixture
def members(guilds: SlowGuilds) -> PatientGuildMembers:
    def configured() -> tuple[str, ...]:
        return guilds.guilds

    return PatientGuildMembers(
        members=guilds,
        clock=FakeClock(),
        allowance=Allowance(guild_ids=configured),
        guild_ids=configured,
    )


async def ask(
    members: PatientGuildMembers, discord_id: str = DISCORD_ID
) -> asyncio.Task[Memberships]:
    """Begin to ask, as far as one gets without an answer."""
    task = asyncio.create_task(members.find(discord_id))
    for _ in range(3):
        await asyncio.sleep(0)
    return task


async def test_who_wants_to_know_the_same_asks_once(
    guilds: SlowGuilds, members: PatientGuildMembers
) -> None:
    asking = [await ask(members) for _ in range(3)]
    guilds.goes_on.set()
    assert await asyncio.gather(*asking) == [a_memberships(asked=OLD)] * 3
    assert guilds.begun == [OLD]


async def test_who_asks_by_newer_rules_does_not_join_an_older_look_up(
    guilds: SlowGuilds, members: PatientGuildMembers
) -> None:
    """It would be told nothing of the guild that was added, or of one that is gone."""
    first = await ask(members)
    guilds.guilds = NEW
    second, third = await ask(members), await ask(members)
    assert guilds.begun == [OLD, NEW]
    guilds.goes_on.set()
    assert await first == a_memberships(asked=OLD)
    assert await second == await third == a_memberships(asked=NEW)


async def test_after_the_answer_the_next_one_asks_again(
    guilds: SlowGuilds, members: PatientGuildMembers
) -> None:
    guilds.goes_on.set()
    for number in (1, 2):
        await members.find(DISCORD_ID)
        assert guilds.begun == [OLD] * number

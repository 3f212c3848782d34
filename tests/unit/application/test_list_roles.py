"""The roles of the guilds, for whoever writes the policy."""

import pytest

from application.policy.list_roles import GuildUnread, ListRoles
from application.ports.guild_directory import GuildRole
from domain.role import Role
from tests.builders import GUILD_ID, OTHER_GUILD_ID
from tests.fakes.guild_directory import FakeGuildDirectory

pytestmark = pytest.mark.anyio

CAPTAIN = GuildRole(role=Role(GUILD_ID, "1"), name="Captain", position=1, managed=False)
CREW = GuildRole(role=Role(OTHER_GUILD_ID, "1"), name="Crew", position=1, managed=False)
LISTED = {GUILD_ID: (CAPTAIN,), OTHER_GUILD_ID: (CREW,)}


async def test_each_guild_is_listed_after_the_other() -> None:
    list_roles = ListRoles(directory=FakeGuildDirectory(listed=LISTED))
    assert await list_roles((OTHER_GUILD_ID, GUILD_ID)) == (CREW, CAPTAIN)


async def test_a_guild_that_tells_nothing_is_named() -> None:
    directory = FakeGuildDirectory(listed=LISTED, silent={OTHER_GUILD_ID})
    with pytest.raises(GuildUnread, match="Discord is silent") as caught:
        await ListRoles(directory=directory)((GUILD_ID, OTHER_GUILD_ID))
    assert caught.value.guild_id == OTHER_GUILD_ID

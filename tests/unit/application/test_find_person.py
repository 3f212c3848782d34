"""The operator says who, by id or by name."""

import pytest

from application.policy.find_person import FindPerson, NobodyFound, SeveralFound
from application.ports.guild_directory import FoundMember
from application.ports.upstream import UpstreamUnavailable
from domain.identity import Identity
from tests.builders import DISCORD_ID, GUILD_ID, OTHER_GUILD_ID, an_identity
from tests.fakes.guild_directory import FakeGuildDirectory
from tests.unit.application.house import House

pytestmark = pytest.mark.anyio

NELLY = an_identity()
NOA = an_identity(discord_id="2", username="nellyx")


def named(user_id: str, username: str, *, nick: str | None = None) -> FoundMember:
    return FoundMember(user_id=user_id, username=username, global_name=None, nick=nick)


@pytest.fixture
def directory() -> FakeGuildDirectory:
    """Give a guild with Nelly, and somebody whose name begins as hers."""
    return FakeGuildDirectory(
        accounts={DISCORD_ID: NELLY, "2": NOA},
        members={GUILD_ID: (named(DISCORD_ID, "nelly", nick="Cap"), named("2", "nellyx"))},
    )


async def find(house: House, directory: FakeGuildDirectory, who: str) -> Identity:
    return await FindPerson(directory=directory, rulebooks=house.rulebooks())(who)


@pytest.mark.parametrize("who", [DISCORD_ID, "nelly", "@nelly", "Nelly", "cap", "ca"])
async def test_somebody_is_found_by_id_username_nickname_and_its_beginning(
    house: House, directory: FakeGuildDirectory, who: str
) -> None:
    assert await find(house, directory, who) == NELLY


async def test_a_beginning_that_fits_two_finds_neither(
    house: House, directory: FakeGuildDirectory
) -> None:
    with pytest.raises(SeveralFound) as caught:
        await find(house, directory, "nel")
    assert [one.user_id for one in caught.value.candidates] == [DISCORD_ID, "2"]


async def test_who_takes_a_username_as_a_nickname_is_not_taken_for_its_owner(
    house: House, directory: FakeGuildDirectory
) -> None:
    directory.members[OTHER_GUILD_ID] = (named("2", "nellyx", nick="nelly"),)
    assert await find(house, directory, "nelly") == NELLY


async def test_a_member_of_two_guilds_is_one_person(
    house: House, directory: FakeGuildDirectory
) -> None:
    directory.members[OTHER_GUILD_ID] = directory.members[GUILD_ID]
    assert await find(house, directory, "cap") == NELLY


@pytest.mark.parametrize("who", ["3", "somebody"])
async def test_nobody_is_found_who_is_in_no_guild(
    house: House, directory: FakeGuildDirectory, who: str
) -> None:
    with pytest.raises(NobodyFound):
        await find(house, directory, who)


async def test_a_guild_that_does_not_answer_does_not_hide_who_is_in_another(
    house: House, directory: FakeGuildDirectory
) -> None:
    directory.silent = {OTHER_GUILD_ID}
    assert await find(house, directory, "nelly") == NELLY


async def test_nobody_is_said_to_be_missing_while_a_guild_does_not_answer(
    house: House, directory: FakeGuildDirectory
) -> None:
    directory.silent = {OTHER_GUILD_ID}
    with pytest.raises(UpstreamUnavailable):
        await find(house, directory, "somebody")

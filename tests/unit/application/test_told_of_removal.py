"""Who is no longer a member is signed out everywhere."""

from contextlib import nullcontext

import pytest

from application.events import AccessEnded, NotAMember, SignedOff
from application.sign_in.outcomes import RefusedPerson
from domain.authorization_response import AuthorizationRefused
from tests.builders import CLIENT_ID, DISCORD_ID, an_identity
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import ROLE_FRESHNESS, House, code_of
from tests.unit.application.leaving import a_leaver
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio


@pytest.fixture
def house(house: House) -> House:
    """Give an application with clients that want to be told."""
    house.register(a_leaver(), a_leaver(client_id="forum"))
    return house


@pytest.mark.parametrize("prompt", [None, "none"])
async def test_the_applications_of_a_removed_member_are_told(
    house: House, prompt: str | None
) -> None:
    who = await house.begin_session(client_id="forum")
    issued = await house.redeem(code_of(await return_with(house, who)))
    house.members = FakeGuildMembers(None)
    house.clock.advance(ROLE_FRESHNESS.total_seconds())
    silent = pytest.raises(AuthorizationRefused) if prompt else nullcontext()
    with silent:
        assert isinstance(await return_with(house, who, prompt=prompt), RefusedPerson)
    assert [sent.client_id for sent in house.delivery.sent] == [CLIENT_ID, "forum"]
    assert not await house.is_alive(issued)
    assert house.audit.events[-3:] == [
        SignedOff(sub=DISCORD_ID, joined="dashboard forum", reason="not in the guild"),
        AccessEnded(sub=DISCORD_ID, reason="not in the guild"),
        NotAMember(client_id=CLIENT_ID, sub=DISCORD_ID, reason="not in the guild"),
    ]


async def test_so_are_those_of_who_comes_back_from_discord_as_no_member(house: House) -> None:
    who = await house.begin_session()
    house.upstream.answer = an_identity(membership=None)
    await house.complete(await house.set_out(), session=who.session)
    assert [sent.client_id for sent in house.delivery.sent] == [CLIENT_ID]


async def test_a_stranger_in_the_same_browser_tells_nobody(house: House) -> None:
    who = await house.begin_session()
    house.upstream.answer = an_identity(discord_id="42", membership=None)
    await house.complete(await house.set_out(), session=who.session)
    assert house.delivery.sent == []
    assert code_of(await return_with(house, who))

"""The contract of the ``Upstream`` port, on the fake and on Discord over the simulator."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

import pytest

from application.ports.upstream import (
    Upstream,
    UpstreamMisconfigured,
    UpstreamRefused,
    UpstreamUnavailable,
)
from demo.discord.members import CAPTAIN, GUILD_ID, OUTSIDER, SampleMember
from demo.discord.simulator import Answer
from domain.identity import Identity
from domain.membership import Membership, Memberships
from domain.pkce import CodeChallenge
from domain.role import Role
from tests.fakes.upstream import FakeUpstream
from tests.integration.discord.harness import BOT, USER, Discord, a_client, running_server

_ASKED = frozenset({GUILD_ID})
pytestmark = pytest.mark.anyio

VERIFIER = "a-code-verifier-of-at-least-forty-three-characters"
Fault = type[UpstreamUnavailable] | type[UpstreamRefused] | type[UpstreamMisconfigured]
FAULTS: tuple[Fault, ...] = (UpstreamUnavailable, UpstreamRefused, UpstreamMisconfigured)


class World(Protocol):
    """An upstream, and the hand that lets people sign in at it."""

    upstream: Upstream

    def come_back(self, url: str, member: SampleMember) -> str:
        """Let the person agree at this address; give the code."""

    def fail(self, fault: Fault) -> None:
        """Let the next exchange fail in this way."""


@dataclass
class FakeWorld(World):
    """The fake answers what it is told."""

    upstream: FakeUpstream

    def come_back(self, url: str, member: SampleMember) -> str:
        """Set the answer."""
        email = self.upstream.sent[-1].email
        member_of = Membership(guild_id=GUILD_ID, roles=member.roles, nick=member.nick)
        self.upstream.answer = Identity(
            discord_id=member.id,
            username=member.username,
            email=member.email if email else None,
            email_verified=email and member.verified,
            two_factor=member.mfa_enabled,
            memberships=Memberships(found=(member_of,) if member.in_guild else (), asked=_ASKED),
        )
        return f"code-for-{len(url)}"

    def fail(self, fault: Fault) -> None:
        """Set the fault as the answer."""
        self.upstream.answer = fault("by the test")


_ANSWERS: dict[Fault, Answer] = {
    UpstreamUnavailable: Answer(status=503),
    UpstreamRefused: Answer(status=400, json={"error": "invalid_grant"}),
    UpstreamMisconfigured: Answer(status=401, json={"error": "invalid_client"}),
}


@dataclass
class DiscordWorld(World):
    """The simulator lets people in."""

    upstream: Upstream
    discord: Discord

    def come_back(self, url: str, member: SampleMember) -> str:
        """Agree as this person."""
        query = dict(parse_qsl(urlsplit(url).query, strict_parsing=True))
        back = self.discord.simulator.approve(query, member.id)
        return dict(parse_qsl(urlsplit(back).query))["code"]

    def fail(self, fault: Fault) -> None:
        """Prepare what Discord answers in that case."""
        self.discord.simulator.script("token", _ANSWERS[fault])


@pytest.fixture(params=["fake", BOT, USER])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Give each adapter in turn."""
    if request.param == "fake":
        yield FakeWorld(FakeUpstream(UpstreamRefused("nobody has come back yet")))
        return
    async with running_server() as server, a_client() as client:
        discord = Discord(server=server, http=client)
        yield DiscordWorld(discord.upstream(request.param), discord)


def send(world: World, *, state: str = "s", email: bool = False, choose: bool = False) -> str:
    return world.upstream.authorization_url(
        state=state,
        code_challenge=CodeChallenge.of(VERIFIER),
        email=email,
        choose_account=choose,
    )


@pytest.mark.parametrize("choose", [True, False])
async def test_the_address_carries_the_state_as_it_is(world: World, *, choose: bool) -> None:
    parts = urlsplit(send(world, state="a b&\u00e4=", choose=choose))
    assert parts.netloc
    assert dict(parse_qsl(parts.query, strict_parsing=True))["state"] == "a b&\u00e4="


@pytest.mark.parametrize("email", [True, False])
async def test_who_comes_back_is_identified(world: World, *, email: bool) -> None:
    code = world.come_back(send(world, email=email), CAPTAIN)
    identity = await world.upstream.identify(code, code_verifier=VERIFIER, email=email)
    assert (identity.discord_id, identity.username) == (CAPTAIN.id, CAPTAIN.username)
    assert identity.is_member
    assert identity.roles == tuple(Role(GUILD_ID, role_id) for role_id in CAPTAIN.roles)
    assert identity.two_factor is CAPTAIN.mfa_enabled
    assert identity.email == (CAPTAIN.email if email else None)
    assert identity.email_verified is email


async def test_who_is_not_in_the_guild_is_identified_without_memberships(world: World) -> None:
    code = world.come_back(send(world), OUTSIDER)
    identity = await world.upstream.identify(code, code_verifier=VERIFIER, email=False)
    assert (identity.discord_id, identity.memberships) == (
        OUTSIDER.id,
        Memberships(asked=_ASKED),
    )
    assert not identity.is_member


@pytest.mark.parametrize("fault", FAULTS)
async def test_each_fault_comes_out_as_itself_and_only_once(world: World, fault: Fault) -> None:
    code = world.come_back(send(world), CAPTAIN)
    world.fail(fault)
    with pytest.raises(fault) as caught:
        await world.upstream.identify(code, code_verifier=VERIFIER, email=False)
    assert type(caught.value) is fault
    assert code not in str(caught.value)
    again = world.come_back(send(world), CAPTAIN)
    identity = await world.upstream.identify(again, code_verifier=VERIFIER, email=False)
    assert identity.discord_id == CAPTAIN.id

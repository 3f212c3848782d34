"""The same gate at every way in: when it closes, all of them refuse."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from application.events import AccessEnded, GateClosed, GrantEnded
from tests.integration.http.answers import assert_page
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import CLIENT_ID, OTHER_ID
from tests.integration.http.policy_house import (
    CAPTAIN,
    MEMBER,
    NELLY,
    SUSPENDED,
    House,
    a_house,
)
from tests.integration.http.policy_ways import OPEN, WAYS, Scene

pytestmark = pytest.mark.anyio

BY_ROLE = {CLIENT_ID: {"gate": {"any": ["board"], "none": ["@suspended"]}}}
WAY = pytest.mark.parametrize("way", WAYS)


def closing(**gate: object) -> Callable[[House], Awaitable[None]]:
    async def close(house: House) -> None:
        await house.reload(applications={CLIENT_ID: {"gate": gate}})

    return close


async def loses_role(house: House) -> None:
    house.becomes(roles=(MEMBER,))


async def gets_suspended(house: House) -> None:
    house.becomes(roles=(CAPTAIN, MEMBER, SUSPENDED))


# What closes the gate of one application, and the rules that then say no.
CLOSINGS: dict[str, tuple[Callable[[House], Awaitable[None]], str]] = {
    "a role is lost": (loses_role, "any"),
    "a role is given": (gets_suspended, "none"),
    "the rules change": (closing(all=["members", "mentors"]), "all"),
    "blocked": (closing(blocked_users=[NELLY.id]), "blocked_users"),
    "others are allowed": (closing(allowed_users=["1" * 18]), "allowed_users"),
    "too young": (closing(account_age="3650d"), "account_age"),
}
CLOSING = pytest.mark.parametrize("what", CLOSINGS)


@pytest.fixture
def house(key_file: str, tmp_path: Path) -> House:
    """Open a house in which the dashboard is for the board."""
    return a_house(key_file, tmp_path, applications=BY_ROLE)


@WAY
async def test_every_way_is_open_to_who_may_use_it(house: House, way: str) -> None:
    scene = await Scene.begun(house)

    assert await WAYS[way].said(scene) == OPEN
    assert house.provider.delivery.sent == []


@WAY
@CLOSING
async def test_when_the_gate_has_closed_every_way_refuses_whichever_is_tried_first(
    house: House, way: str, what: str
) -> None:
    scene = await Scene.begun(house)
    await CLOSINGS[what][0](house)

    for name in sorted(WAYS, key=lambda other: other != way):
        assert await WAYS[name].said(scene) == WAYS[name].closed, name


@WAY
async def test_a_closed_gate_ends_what_one_application_holds_and_nothing_else(
    house: House, way: str
) -> None:
    """docs/policy.md: whichever way it is found; the application is told."""
    scene = await Scene.begun(house)
    await loses_role(house)
    await WAYS[way].said(scene)

    (told,) = house.provider.delivery.sent
    claims = claims_of(told.logout_token)
    assert told.client_id == CLIENT_ID
    assert (claims["sub"], claims["sid"]) == (NELLY.id, scene.held.claims["sid"])
    assert await scene.goes_on_elsewhere()
    noted = [
        event
        for event in house.provider.audit.events
        if isinstance(event, GateClosed | GrantEnded | AccessEnded)
    ]
    nelly = {"client_id": CLIENT_ID, "sub": NELLY.id}
    assert noted == [
        GateClosed(**nelly, rules="any"),
        GrantEnded(**nelly, reason="the gate of the application is closed to them"),
    ]


@WAY
async def test_what_a_closed_gate_ended_does_not_come_back_with_the_role(
    house: House, way: str
) -> None:
    scene = await Scene.begun(house)
    await loses_role(house)
    await WAYS[way].said(scene)
    house.becomes(roles=(CAPTAIN, MEMBER))

    for name in ("a refresh token", "userinfo", "introspection"):
        assert await WAYS[name].said(scene) == WAYS[name].closed
    # She is still signed in here, so that it takes no trip to begin anew.
    assert await WAYS["prompt=none"].said(scene) == OPEN
    assert len(house.provider.delivery.sent) == 1


@WAY
async def test_the_general_gate_holds_for_every_application(house: House, way: str) -> None:
    scene = await Scene.begun(house)
    await house.reload(gate={"none": ["@suspended"]})
    assert await scene.goes_on_elsewhere()
    await gets_suspended(house)

    assert await WAYS[way].said(scene) == WAYS[way].closed
    other = house.program(OTHER_ID)
    assert not any((await other.is_alive(scene.elsewhere)).values())
    assert_page(await scene.browser.authorize(**other.asks), 403)
    # Each is told once, and nothing has happened to her session.
    assert sorted(sent.client_id for sent in house.provider.delivery.sent) == [CLIENT_ID, OTHER_ID]
    house.becomes(roles=(CAPTAIN, MEMBER))
    assert await scene.browser.is_signed_in()


@WAY
async def test_who_is_blocked_in_general_loses_everything(house: House, way: str) -> None:
    scene = await Scene.begun(house)
    await house.reload(gate={"blocked_users": [NELLY.id]})
    assert await WAYS[way].said(scene) == WAYS[way].closed
    await house.reload()

    other = house.program(OTHER_ID)
    assert not any((await other.is_alive(scene.elsewhere)).values())
    assert not await scene.browser.is_signed_in()
    assert sorted(sent.client_id for sent in house.provider.delivery.sent) == [CLIENT_ID, OTHER_ID]


@WAY
async def test_who_is_blocked_is_not_looked_up_at_discord(house: House, way: str) -> None:
    scene = await Scene.begun(house)
    await house.reload(gate={"blocked_users": [NELLY.id]})
    house.provider.clock.advance(10)
    house.discord.calls.clear()
    assert await WAYS[way].said(scene) == WAYS[way].closed

    trips = {"a trip to Discord", "a session", "prompt=none", "an answer"}
    assert way in trips or not house.discord.calls


@WAY
async def test_the_last_guild_left_ends_everything_whatever_the_gate(
    house: House, way: str
) -> None:
    scene = await Scene.begun(house)
    house.becomes(in_guild=False, roles=())

    assert await WAYS[way].said(scene) == WAYS[way].closed
    house.becomes(in_guild=True, roles=(CAPTAIN, MEMBER))
    assert not await scene.browser.is_signed_in(**house.program(OTHER_ID).asks)
    assert sorted(sent.client_id for sent in house.provider.delivery.sent) == [CLIENT_ID, OTHER_ID]

"""When access has ended it has ended everywhere, whoever asks first."""

import pytest

from application.events import AccessEnded, GrantEnded, IntrospectionRefused, SignedOff
from tests import builders
from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.ending import PLACES, WAYS, World
from tests.integration.http.harness import CLIENT_ID, OTHER_ID, Provider
from tests.integration.http.program import Program, refreshing
from tests.integration.http.refreshing_clients import clients

pytestmark = pytest.mark.anyio

EACH = pytest.mark.parametrize("name", WAYS)
PERSON = pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way.ends_person])
CLIENT = pytest.mark.parametrize("name", [name for name, way in WAYS.items() if not way.may_ask])
# Where somebody is first found to be out: each place by itself must see it.
SIGHTED = pytest.mark.parametrize("first", PLACES)


async def ended(provider: Provider, name: str) -> World:
    way = WAYS[name]
    world = await World.begun(provider, scope=way.scope)
    assert all((await world.program.is_alive(world.held)).values())
    await way.end(world)
    return world


@pytest.fixture
def provider(key_file: str) -> Provider:
    """Give one whose clients get refresh tokens, with the scope or without."""
    always = {name: {"offline_access": "always"} for name in (CLIENT_ID, OTHER_ID)}
    return refreshing(key_file, OAUTH_CLIENTS=clients(**always))


@EACH
@SIGHTED
async def test_every_place_refuses_whichever_is_asked_first(
    provider: Provider, name: str, first: str
) -> None:
    """N-RF-04, N-RV-02, N-IN-02 (C-24): and again afterwards."""
    world = await ended(provider, name)

    for place in (first, *PLACES):
        await PLACES[place](world, WAYS[name])


@pytest.mark.parametrize("name", [name for name in WAYS if name != "removed"])
async def test_what_has_ended_does_not_come_back(provider: Provider, name: str) -> None:
    """N-RF-04 (C-24): when the person is let in again, or the client switched on."""
    world = await ended(provider, name)
    for noticed in ("userinfo", "refresh"):
        await PLACES[noticed](world, WAYS[name])
    provider.members.answer = builders.a_membership()
    world.restart()

    for place in PLACES.values():
        await place(world, WAYS["revoked"])


@PERSON
@SIGHTED
async def test_who_may_not_go_on_is_signed_out_everywhere(
    provider: Provider, name: str, first: str
) -> None:
    """N-RF-04, N-LO-05 (C-24, C-69): every session, every grant, and the applications told."""
    at_home, bystander = Browser(provider), Browser(provider)
    await at_home.code(**Program(provider=provider, client_id=OTHER_ID).asks)
    provider.upstream.answer = builders.an_identity(discord_id="1" * 18)
    theirs = await Program(provider=provider).begin(bystander)
    provider.upstream.answer = builders.an_identity()
    world = await ended(provider, name)
    await PLACES[first](world, WAYS[name])

    provider.members.answer = builders.a_membership()
    assert not await world.browser.is_signed_in()
    assert not await at_home.is_signed_in()
    told = [sent.client_id for sent in world.provider.delivery.sent]
    assert sorted(told) == [CLIENT_ID, OTHER_ID, OTHER_ID]
    assert not any((await world.other.is_alive(world.elsewhere)).values())
    assert (await world.other.refresh(world.elsewhere.refresh_token)).status_code == 400
    # And nobody else.
    assert await bystander.is_signed_in()
    assert all((await world.program.is_alive(theirs)).values())


@PERSON
async def test_the_end_of_somebodys_access_is_noted_once(provider: Provider, name: str) -> None:
    """N-RF-04: with the reason, and each session that ended with it."""
    world = await ended(provider, name)
    for place in PLACES.values():
        await place(world, WAYS[name])

    events = world.provider.audit.events
    (event,) = [event for event in events if isinstance(event, AccessEnded)]
    reasons = {"blocked": "blocked", "left": "not in the guild"}
    assert event.sub == builders.DISCORD_ID
    assert event.reason == reasons.get(name, "membership screening or guest")
    assert len([event for event in events if isinstance(event, SignedOff)]) == 1


@CLIENT
@SIGHTED
async def test_the_end_of_a_client_is_not_the_end_of_the_person(
    provider: Provider, name: str, first: str
) -> None:
    """N-RF-04 (C-24): other browsers, and what was to outlive the session, go on."""
    at_home = Browser(provider)
    theirs = await Program(provider=provider, client_id=OTHER_ID).begin(at_home, scope=SCOPE)
    world = await ended(provider, name)
    await PLACES[first](world, WAYS[name])

    assert await at_home.is_signed_in(client_id="named")
    for held in (theirs, world.elsewhere):
        assert all((await world.other.is_alive(held)).values())
        assert (await world.other.refresh(held.refresh_token)).status_code == 200
    assert not [e for e in world.provider.audit.events if isinstance(e, AccessEnded)]


@pytest.mark.parametrize("first", ["refresh", "userinfo", "introspect as server"])
async def test_an_application_that_was_switched_off_takes_its_session_along(
    provider: Provider, first: str
) -> None:
    """N-RF-04, N-LO-05 (C-24): as if the person had signed out there."""
    world = await World.begun(provider)
    without = await world.other.begin(world.browser, scope=SCOPE)
    await WAYS["switched off"].end(world)
    await PLACES[first](world, WAYS["switched off"])

    assert not await world.browser.is_signed_in(client_id="named")
    assert OTHER_ID in [sent.client_id for sent in world.provider.delivery.sent]
    assert not any((await world.other.is_alive(without)).values())
    noted = [e for e in world.provider.audit.events if isinstance(e, SignedOff | GrantEnded)]
    reason = "the client is switched off"
    ended_grant = GrantEnded(client_id=CLIENT_ID, sub=builders.DISCORD_ID, reason=reason)
    assert noted == [
        SignedOff(sub=builders.DISCORD_ID, joined=f"{CLIENT_ID} {OTHER_ID}", reason=reason),
        ended_grant,
    ]


@SIGHTED
async def test_an_application_that_is_not_registered_here_loses_nothing_but_its_answers(
    provider: Provider, first: str
) -> None:
    """N-RF-04: a worker that does not know it yet, or knows it no more, ends nothing of others."""
    world = await ended(provider, "removed")
    before = provider.memory.everything()
    await PLACES[first](world, WAYS["removed"])

    assert provider.memory.everything() == before
    # An API that has the refresh token of somebody else is noted in any case.
    assert {type(event) for event in world.provider.audit.events} <= {IntrospectionRefused}
    assert await world.browser.is_signed_in(client_id="named")
    world.restart()
    assert all((await world.program.is_alive(world.held)).values())
    assert (await world.program.refresh(world.held.refresh_token)).status_code == 200


@pytest.mark.parametrize("name", ["revoked", "reused"])
async def test_the_end_of_a_family_is_not_the_end_of_the_session(
    provider: Provider, name: str
) -> None:
    """N-RF-02, N-RV-02: nor of another family of the person."""
    world = await ended(provider, name)

    assert await world.browser.is_signed_in()
    assert all((await world.other.is_alive(world.elsewhere)).values())
    assert provider.delivery.sent == []

"""When access has ended it has ended everywhere, whoever asks first."""

import pytest

from application.events import AccessEnded, GrantEnded, SignedOff
from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.ending import PLACES, WAYS, World, sign_out
from tests.integration.http.harness import CLIENT_ID, OTHER_ID, Provider
from tests.integration.http.program import OFFLINE, Program, refreshing
from tests.integration.http.refreshing_clients import ALWAYS_ID, clients

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


@EACH
async def test_what_has_ended_does_not_come_back(provider: Provider, name: str) -> None:
    """N-RF-04 (C-24): when the person is let in again, or the client registered."""
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
    """N-RF-04 (C-24): the session and the other application go on."""
    world = await ended(provider, name)
    await PLACES[first](world, WAYS[name])

    assert await world.browser.is_signed_in(client_id="named")
    assert all((await world.other.is_alive(world.elsewhere)).values())
    assert (await world.other.refresh(world.elsewhere.refresh_token)).status_code == 200
    assert not [e for e in world.provider.audit.events if isinstance(e, AccessEnded)]


@CLIENT
async def test_the_end_of_a_grant_for_its_client_is_noted(provider: Provider, name: str) -> None:
    """N-RF-04."""
    world = await ended(provider, name)
    await PLACES["userinfo"](world, WAYS[name])

    reason = {"removed": "the client was removed", "switched off": "the client is switched off"}
    assert world.provider.audit.events == [
        GrantEnded(client_id=CLIENT_ID, sub=builders.DISCORD_ID, reason=reason[name])
    ]


@pytest.mark.parametrize("name", ["revoked", "reused"])
async def test_the_end_of_a_family_is_not_the_end_of_the_session(
    provider: Provider, name: str
) -> None:
    """N-RF-02, N-RV-02: nor of another family of the person."""
    world = await ended(provider, name)

    assert await world.browser.is_signed_in()
    assert all((await world.other.is_alive(world.elsewhere)).values())
    assert provider.delivery.sent == []


async def test_a_grant_that_asked_for_offline_access_outlives_the_sign_out(
    provider: Provider,
) -> None:
    """N-RF-04 (C-24): OpenID Connect Core section 11; its session has ended all the same."""
    world = await World.begun(provider, scope=OFFLINE)
    without = await world.program.begin(world.browser, scope=SCOPE)
    await sign_out(world)

    assert not await world.browser.is_signed_in()
    assert sorted(sent.client_id for sent in provider.delivery.sent) == [CLIENT_ID, OTHER_ID]
    assert not any((await world.program.is_alive(without)).values())
    assert all((await world.program.is_alive(world.held)).values())
    new = await world.program.refreshed(world.held.refresh_token)
    assert new.claims["sid"] == world.held.claims["sid"]
    assert all((await world.program.is_alive(new)).values())


async def test_a_narrowed_token_does_not_decide_what_outlives_the_sign_out(
    provider: Provider,
) -> None:
    """N-RF-04 (C-24): the grant does, whatever the last tokens say."""
    world = await World.begun(provider, scope=OFFLINE)
    narrow = await world.program.refreshed(world.held.refresh_token, scope="openid")
    await sign_out(world)

    assert (await world.program.refresh(narrow.refresh_token)).status_code == 200


async def test_a_code_that_was_not_redeemed_is_refused_after_the_sign_out_whatever_it_asked_for(
    provider: Provider,
) -> None:
    """N-LO-04 (C-74)."""
    browser = Browser(provider)
    code = await browser.code(scope=OFFLINE)
    await browser.press(await browser.asked_to_leave(), "Sign out")

    assert (await browser.exchange(code)).json()["error"] == "invalid_grant"


async def test_a_sign_out_ends_the_refresh_tokens_of_its_own_session_only(
    provider: Provider,
) -> None:
    """N-RF-04, N-LO-03 (C-24)."""
    here, there = [await World.begun(provider, scope=SCOPE) for _ in range(2)]
    await sign_out(here)

    for program, held in ((here.program, here.held), (here.other, here.elsewhere)):
        assert (await program.refresh(held.refresh_token)).status_code == 400
    for program, held in ((there.program, there.held), (there.other, there.elsewhere)):
        assert (await program.refresh(held.refresh_token)).status_code == 200


async def test_the_refresh_token_of_a_session_that_was_left_alone_ends_with_the_sign_out(
    provider: Provider,
) -> None:
    """N-RF-04, N-LO-04 (C-24): the session is over, and its cookie is still there."""
    program, browser = Program(provider=provider, client_id=ALWAYS_ID), Browser(provider)
    held = await program.begin(browser, scope=SCOPE)
    provider.clock.advance(2 * 3_600)
    new = await program.refreshed(held.refresh_token)
    assert not await browser.is_signed_in(client_id=ALWAYS_ID)
    await browser.sign_out(id_token_hint=new.id_token)

    assert (await program.refresh(new.refresh_token)).status_code == 400


async def test_somebody_found_out_at_the_sign_in_loses_their_refresh_tokens(
    provider: Provider,
) -> None:
    """N-RF-04 (C-24, C-69): blocked or gone, at any application, under prompt=none as well."""
    for name in ("blocked", "left"):
        world = await World.begun(provider, scope=OFFLINE)
        await WAYS[name].end(world)
        refused = await world.browser.authorize(prompt="none", client_id="named")
        assert_error_redirect(refused, "access_denied")
        provider.members.answer = builders.a_membership()
        world.restart()

        for place in PLACES.values():
            await place(world, WAYS["revoked"])

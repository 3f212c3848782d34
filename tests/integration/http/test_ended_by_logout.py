"""What a sign-out ends, and what may outlive it."""

import pytest

from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.ending import PLACES, WAYS, World, sign_out
from tests.integration.http.harness import CLIENT_ID, OTHER_ID, Provider
from tests.integration.http.program import OFFLINE, Held, Program, refreshing
from tests.integration.http.refreshing_clients import ALWAYS_ID, clients

pytestmark = pytest.mark.anyio


@pytest.fixture
def provider(key_file: str) -> Provider:
    """Give one whose clients get refresh tokens, with the scope or without."""
    always = {name: {"offline_access": "always"} for name in (CLIENT_ID, OTHER_ID)}
    return refreshing(key_file, OAUTH_CLIENTS=clients(**always))


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


async def gone(provider: Provider, browser: Browser) -> Held:
    """Refresh until the session of the sign-in, eight hours long, is no more."""
    program = Program(provider=provider, client_id=ALWAYS_ID)
    held = await program.begin(browser, scope=SCOPE)
    for _ in range(8):
        provider.clock.advance(3_600)
        held = await program.refreshed(held.refresh_token)
    assert "session:" not in provider.memory.everything()
    return held


async def test_a_sign_out_where_the_session_is_long_over_ends_what_is_left_of_it(
    provider: Provider,
) -> None:
    """N-RF-04, N-LO-04 (C-24): whoever signs out means that too; and no other session's."""
    program, browser = Program(provider=provider, client_id=ALWAYS_ID), Browser(provider)
    held = await gone(provider, browser)
    bystander = await program.begin(Browser(provider), scope=SCOPE)
    await browser.sign_out(id_token_hint=held.id_token)

    assert (await program.refresh(held.refresh_token)).status_code == 400
    assert (await program.refresh(bystander.refresh_token)).status_code == 200


async def test_a_sign_out_without_a_hint_ends_nothing_where_nobody_is_signed_in(
    provider: Provider,
) -> None:
    """N-LO-03 (C-70)."""
    program, browser = Program(provider=provider, client_id=ALWAYS_ID), Browser(provider)
    held = await gone(provider, browser)
    await browser.sign_out(client_id=ALWAYS_ID)

    assert (await program.refresh(held.refresh_token)).status_code == 200


async def test_a_hint_in_another_browser_ends_nothing_of_a_session_that_goes_on(
    provider: Provider,
) -> None:
    """N-LO-03 (C-70, C-71): whoever holds an ID token does not sign its person out."""
    program, browser = Program(provider=provider, client_id=ALWAYS_ID), Browser(provider)
    held = await program.begin(browser, scope=SCOPE)
    await Browser(provider).sign_out(id_token_hint=held.id_token)

    assert await browser.is_signed_in(client_id="named")
    assert (await program.refresh(held.refresh_token)).status_code == 200


async def test_what_was_to_outlive_its_session_outlives_a_late_sign_out_too(
    provider: Provider,
) -> None:
    """N-RF-04 (C-24)."""
    browser = Browser(provider)
    held = await Program(provider=provider).begin(browser, scope=OFFLINE)
    late = await gone(provider, browser)
    await browser.sign_out(id_token_hint=late.id_token)

    assert (await Program(provider=provider).refresh(held.refresh_token)).status_code == 200


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

"""What somebody else does to a grant while Discord is asked about its person."""

from collections.abc import Awaitable, Callable

import pytest
from dependency_injector import providers

from domain.membership import Memberships
from tests import builders
from tests.fakes.guild_members import FakeGuildMembers
from tests.integration.http.answers import assert_challenge, assert_oauth_error
from tests.integration.http.browser import SCOPE, Browser
from tests.integration.http.harness import Provider
from tests.integration.http.program import OFFLINE, Held, Program
from tests.integration.http.refreshing_clients import ALWAYS_ID

pytestmark = pytest.mark.anyio

Deed = Callable[[], Awaitable[object]]


class SlowMembers(FakeGuildMembers):
    """Lets something happen between the question, the first time, and the answer."""

    def __init__(self) -> None:
        super().__init__(builders.a_membership())
        self.meanwhile: Deed | None = None

    async def find(self, discord_id: str) -> Memberships:
        deed, self.meanwhile = self.meanwhile, None
        answer = await super().find(discord_id)
        if deed is not None:
            await deed()
        return answer


@pytest.fixture
def members(offline: Provider) -> SlowMembers:
    slow = SlowMembers()
    # In place of the one that asks once for all: else what is done meanwhile would wait for itself.
    offline.container.adapters.patient_members.override(providers.Object(slow))
    return slow


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_userinfo_does_not_answer_a_token_that_was_revoked_meanwhile(
    program: Program, members: SlowMembers, kind: str
) -> None:
    """N-RV-02 (C-24)."""
    held = await program.begin()
    program.provider.clock.advance(300)
    members.meanwhile = lambda: program.revoke(getattr(held, kind))

    refused = await Browser(program.provider).userinfo(held.access_token)
    assert_challenge(refused, 401, "invalid_token")


async def test_userinfo_answers_where_another_token_was_revoked_meanwhile(
    program: Program, members: SlowMembers
) -> None:
    """N-RV-02: what was read is not lost on the way, nor is the note of that token."""
    first = await program.begin()
    second = await program.refreshed(first.refresh_token)
    program.provider.clock.advance(300)
    members.meanwhile = lambda: program.revoke(first.access_token)

    assert (await Browser(program.provider).userinfo(second.access_token)).status_code == 200
    assert not any((await program.access_is_alive(first)).values())


@pytest.mark.usefixtures("members")
async def test_a_refresh_gives_nothing_for_a_grant_that_was_ended_meanwhile(
    offline: Provider, members: SlowMembers
) -> None:
    """N-RF-04, N-RV-02 (C-24): by its client, or by a sign-out."""
    program, browser = Program(provider=offline, client_id=ALWAYS_ID), Browser(offline)
    held = await program.begin(browser, scope=SCOPE)
    members.meanwhile = lambda: program.revoke(held.refresh_token)
    assert_oauth_error(await program.refresh(held.refresh_token), 400, "invalid_grant")

    again = await program.begin(browser, scope=SCOPE)
    members.meanwhile = lambda: browser.sign_out(id_token_hint=again.id_token)
    assert_oauth_error(await program.refresh(again.refresh_token), 400, "invalid_grant")
    assert "family:" not in offline.memory.everything()


async def test_a_refresh_does_not_bring_back_a_token_that_was_revoked_meanwhile(
    program: Program, members: SlowMembers
) -> None:
    """N-RV-02 (C-24): it goes on, with the note that was written in between."""
    held = await program.begin()
    members.meanwhile = lambda: program.revoke(held.access_token)
    new = await program.refreshed(held.refresh_token)

    assert not any((await program.access_is_alive(held)).values())
    assert all((await program.is_alive(new)).values())


async def test_an_older_answer_of_discord_does_not_replace_a_newer_one(
    program: Program, members: SlowMembers
) -> None:
    """N-RF-04: which of two was slower on the way does not matter."""
    held = await program.begin()
    browser = Browser(program.provider)

    async def newer() -> None:
        program.provider.clock.advance(301)
        members.answer = builders.a_membership(roles=())
        assert (await browser.userinfo(held.access_token)).json()["roles"] == []

    members.meanwhile = newer
    new = await program.refreshed(held.refresh_token)

    assert (await browser.userinfo(new.access_token)).json()["roles"] == []
    assert len(members.asked) == 2


async def aged_code(provider: Provider, browser: Browser) -> str:
    """Give a code with member data that is too old to exchange it unseen."""
    await browser.code()
    provider.clock.advance(299)
    code = await browser.code(scope=OFFLINE)
    provider.clock.advance(1)
    return code


async def test_a_code_that_was_redeemed_meanwhile_is_a_replay(
    offline: Provider, members: SlowMembers
) -> None:
    """N-TK-11 (C-22): and what it gave is ended."""
    browser = Browser(offline)
    code = await aged_code(offline, browser)
    got: list[Held] = []

    async def redeem() -> None:
        got.append(Held.of((await browser.exchange(code)).json()))

    members.meanwhile = redeem
    assert_oauth_error(await browser.exchange(code), 400, "invalid_grant")

    (held,) = got
    assert not any((await Program(provider=offline).is_alive(held)).values())


async def test_a_code_that_expired_meanwhile_gives_nothing(
    offline: Provider, members: SlowMembers
) -> None:
    """N-TK-10."""
    browser = Browser(offline)
    code = await aged_code(offline, browser)

    async def wait() -> None:
        offline.clock.advance(600)

    members.meanwhile = wait
    assert_oauth_error(await browser.exchange(code), 400, "invalid_grant")
    assert "family:" not in offline.memory.everything()


async def test_a_code_of_a_session_that_was_ended_meanwhile_gives_nothing(
    offline: Provider, members: SlowMembers
) -> None:
    """N-LO-04 (C-74): and leaves nothing behind."""
    browser = Browser(offline)
    code = await aged_code(offline, browser)

    async def leave() -> None:
        await browser.press(await browser.asked_to_leave(), "Sign out")

    members.meanwhile = leave
    assert_oauth_error(await browser.exchange(code), 400, "invalid_grant")
    assert "family:" not in offline.memory.everything()

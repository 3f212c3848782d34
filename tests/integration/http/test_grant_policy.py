"""One policy for every grant type, and every setting of it has its effect."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from application.ports.upstream import UpstreamUnavailable
from tests import builders
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import VERIFIER, Browser
from tests.integration.http.harness import CLIENT_ID, REDIRECT, TOKEN, Provider
from tests.integration.http.program import OFFLINE, Program, refreshing, restarted
from tests.integration.http.refreshing_clients import SERVER_ID, clients

pytestmark = pytest.mark.anyio


async def a_code(provider: Provider, browser: Browser) -> dict[str, str]:
    code = await browser.code(scope=OFFLINE)
    assert provider.members.asked == []
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }


async def a_refresh_token(provider: Provider, browser: Browser) -> dict[str, str]:
    held = await Program(provider=provider).begin(browser)
    return {"grant_type": "refresh_token", "refresh_token": held.refresh_token}


Making = Callable[[Provider, Browser], Awaitable[dict[str, str]]]
GRANTS: dict[str, Making] = {"authorization_code": a_code, "refresh_token": a_refresh_token}
EACH = pytest.mark.parametrize("make", GRANTS.values(), ids=GRANTS.keys())
BLOCKED = f'["1{"0" * 17}", "{builders.DISCORD_ID}"]'
ROW: dict[str, tuple[dict[str, str], int, str]] = {
    "blocked": ({"BLOCKED_USERS": BLOCKED}, 400, "invalid_grant"),
    "switched off": (
        {"OAUTH_CLIENTS": clients(**{CLIENT_ID: {"enabled": False}})},
        400,
        "invalid_grant",
    ),
    "removed": ({"OAUTH_CLIENTS": clients(**{CLIENT_ID: None})}, 401, "invalid_client"),
}


async def aged(provider: Provider, make: Making) -> dict[str, str]:
    """Give a request that is good, with member data that is old."""
    browser = Browser(provider)
    await browser.code()
    provider.clock.advance(299)
    form = await make(provider, browser)
    provider.clock.advance(1)
    return form


async def exchange(provider: Provider, form: dict[str, str]) -> httpx.Response:
    return await Program(provider=provider).post(TOKEN, **form)


@EACH
@pytest.mark.parametrize(("changes", "status", "error"), ROW.values(), ids=ROW.keys())
async def test_what_the_operator_forbids_counts_for_every_grant_type(
    offline: Provider, make: Making, changes: dict[str, str], status: int, error: str
) -> None:
    """C-26: from one table; the sign-in was before, and does not count."""
    form = await make(offline, Browser(offline))
    after = restarted(offline, **changes)

    assert_oauth_error(await exchange(after, form), status, error)
    # Nobody of these is worth a call to Discord.
    assert offline.members.asked == []


OUT = {
    "left": None,
    "pending": builders.a_membership(pending=True),
    "guest": builders.a_membership(guest=True),
}


@EACH
@pytest.mark.parametrize("name", OUT)
async def test_who_is_no_longer_a_member_gets_no_token_by_any_grant_type(
    offline: Provider, make: Making, name: str
) -> None:
    """C-26, C-52."""
    form = await aged(offline, make)
    offline.members.answer = OUT[name]

    assert_oauth_error(await exchange(offline, form), 400, "invalid_grant")
    assert offline.members.asked == [builders.DISCORD_ID]
    assert "session:" not in offline.memory.everything()


@EACH
async def test_old_roles_are_read_anew_for_every_grant_type(
    offline: Provider, make: Making
) -> None:
    """C-26: never yesterday's."""
    form = await aged(offline, make)
    offline.members.answer = builders.a_membership(roles=())
    token = (await exchange(offline, form)).json()["access_token"]

    assert (await Browser(offline).userinfo(token)).json()["roles"] == []


@EACH
@pytest.mark.parametrize(("limit", "status"), [("301", 200), ("300", 503)])
async def test_while_discord_does_not_tell_the_last_known_roles_count_for_a_while(
    key_file: str, make: Making, limit: str, status: int
) -> None:
    """C-26, F-26: ROLE_STALENESS_LIMIT; then temporarily_unavailable."""
    provider = refreshing(key_file, ROLE_STALENESS_LIMIT=limit)
    form = await aged(provider, make)
    provider.members.answer = UpstreamUnavailable("canary")
    answer = await exchange(provider, form)

    assert answer.status_code == status
    assert ("retry-after" in answer.headers) is (status == 503)


@EACH
async def test_nothing_is_used_up_while_discord_does_not_tell(
    offline: Provider, make: Making
) -> None:
    """C-26, F-26: when it tells again, the same request is good."""
    browser = Browser(offline)
    await browser.code()
    offline.clock.advance(299)
    form = await make(offline, browser)
    before = offline.memory.everything()
    offline.members.answer = UpstreamUnavailable("canary")
    late = restarted(offline, ROLE_STALENESS_LIMIT="60", ROLE_FRESHNESS="60")
    for _ in range(3):
        assert_oauth_error(await exchange(late, form), 503, "temporarily_unavailable")
    assert offline.memory.everything() == before
    offline.members.answer = builders.a_membership()

    assert (await exchange(late, form)).status_code == 200


@EACH
async def test_a_client_that_may_not_use_a_grant_type_is_refused_before_anything_else(
    offline: Provider, make: Making
) -> None:
    """C-26, N-TK-09: a resource server none of them."""
    form = await make(offline, Browser(offline))
    before = offline.memory.everything()
    server = Program(provider=offline, client_id=SERVER_ID)

    assert_oauth_error(await server.post(TOKEN, **form), 400, "unauthorized_client")
    assert offline.memory.everything() == before
    assert (await exchange(offline, form)).status_code == 200


KNOBS: dict[str, dict[str, object]] = {
    "grant_types": {"grant_types": ["authorization_code"]},
    "secret": {"client_secret": "another"},
}


@pytest.mark.parametrize("name", KNOBS)
async def test_a_changed_registration_counts_at_the_next_refresh(
    offline: Provider, name: str
) -> None:
    """C-26: not what it was when the person signed in."""
    held = await Program(provider=offline).begin()
    after = restarted(offline, OAUTH_CLIENTS=clients(**{CLIENT_ID: KNOBS[name]}))
    refused = await Program(provider=after).refresh(held.refresh_token)

    expected = {
        "grant_types": (400, "unauthorized_client"),
        "secret": (401, "invalid_client"),
    }
    assert_oauth_error(refused, *expected[name])

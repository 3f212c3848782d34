"""What must be true of the tokens of a program after something was done with them."""

from application.events import RefreshTokenReplayed
from tests.integration.http.answers import assert_challenge, assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.program import INACTIVE, Held, Program


async def assert_untouched(program: Program, before: str, held: Held) -> None:
    """Check that nothing happened, and that the owner may go on."""
    assert program.provider.memory.everything() == before
    assert all((await program.is_alive(held)).values())
    assert not [e for e in program.provider.audit.events if isinstance(e, RefreshTokenReplayed)]
    assert (await program.refresh(held.refresh_token)).status_code == 200


async def assert_family_dead(program: Program, *held: Held) -> None:
    """Check that nothing of these tokens works anywhere, and that it was noted once."""
    for one in held:
        assert not any((await program.is_alive(one)).values())
        assert_oauth_error(await program.refresh(one.refresh_token), 400, "invalid_grant")
    events = program.provider.audit.events
    assert len([event for event in events if isinstance(event, RefreshTokenReplayed)]) == 1


async def assert_inactive(program: Program, token: str, **form: str | None) -> None:
    """Check that nothing is said but that it is not alive."""
    response = await program.introspect(token, **form)
    assert (response.status_code, response.json()) == (200, INACTIVE), response.text
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-type"] == "application/json"


async def assert_revoked(program: Program, token: str, **form: str | None) -> None:
    """Revoke, and check the answer, which says nothing but yes."""
    response = await program.revoke(token, **form)
    assert (response.status_code, response.content) == (200, b""), response.text
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["pragma"] == "no-cache"
    assert "set-cookie" not in response.headers


async def assert_dead(program: Program, held: Held) -> None:
    """Check that nothing of it works anywhere."""
    assert not any((await program.is_alive(held)).values())
    assert_oauth_error(await program.refresh(held.refresh_token), 400, "invalid_grant")
    refused = await Browser(program.provider).userinfo(held.access_token)
    assert_challenge(refused, 401, "invalid_token")

"""Who is told about tokens, and who is not."""

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.harness import (
    INTROSPECT,
    OTHER_ID,
    PUBLIC_ID,
    SECRET,
    SWITCHED_OFF_ID,
    Provider,
    basic,
)
from tests.integration.http.program import Program
from tests.integration.http.program_answers import assert_inactive
from tests.integration.http.refreshing_clients import SERVER_ID, STEADY_ID

pytestmark = pytest.mark.anyio


@pytest.fixture
def server(offline: Provider) -> Program:
    return Program(provider=offline, client_id=SERVER_ID)


async def test_nobody_is_told_of_anothers_refresh_token(
    program: Program, offline: Provider
) -> None:
    """N-IN-01: a resource server neither; it never gets to see one."""
    held = await program.begin()
    for client_id in (SERVER_ID, OTHER_ID, STEADY_ID, "named"):
        asking = Program(provider=offline, client_id=client_id)
        await assert_inactive(asking, held.refresh_token)


async def test_to_ask_about_anothers_token_causes_no_look_at_its_person(
    program: Program, offline: Provider
) -> None:
    """N-IN-01: nobody learns from what happens that it is alive."""
    held = await program.begin()
    offline.members.answer = None
    offline.clock.advance(301)
    before = offline.memory.everything()
    for token in (held.access_token, held.refresh_token):
        await assert_inactive(Program(provider=offline, client_id=OTHER_ID), token)

    assert offline.members.asked == []
    assert offline.memory.everything() == before


async def test_a_client_is_not_told_of_anothers_access_token(
    program: Program, offline: Provider
) -> None:
    """N-IN-01: as if it were not alive."""
    held = await program.begin()
    for client_id in (OTHER_ID, STEADY_ID, "named"):
        await assert_inactive(Program(provider=offline, client_id=client_id), held.access_token)


async def test_public_and_disabled_clients_are_told_nothing(offline: Provider) -> None:
    """N-IN-01 (RFC 7662 section 2.1): anybody could pose as the one; the other is off."""
    held = await Program(provider=offline, client_id=PUBLIC_ID).begin()
    for client_id in (PUBLIC_ID, SWITCHED_OFF_ID):
        for token in (held.access_token, held.refresh_token, "junk"):
            refused = await Program(provider=offline, client_id=client_id).introspect(token)
            assert_oauth_error(refused, 401, "invalid_client")
            assert refused.headers["www-authenticate"].startswith("Basic realm=")


AUTH: dict[str, dict[str, str | None]] = {
    "wrong secret": {"client_secret": "wrong"},
    "no secret": {"client_secret": None},
    "no client": {"client_id": None},
    "nobody": {"client_id": "nobody"},
}


@pytest.mark.parametrize("changes", AUTH.values(), ids=AUTH.keys())
async def test_whoever_asks_has_to_authenticate(
    program: Program, server: Program, changes: dict[str, str | None]
) -> None:
    """N-IN-01: 401, and the same for a good token as for junk."""
    held = await program.begin()
    for asking in (program, server):
        answers = [await asking.introspect(t, **changes) for t in (held.access_token, "junk")]
        for refused in answers:
            assert_oauth_error(refused, 401, "invalid_client")
        assert answers[0].content == answers[1].content


async def test_a_bearer_token_authenticates_nobody(program: Program) -> None:
    """N-IN-01: whoever has stolen a token cannot ask with it about itself."""
    held = await program.begin()
    headers = {"Authorization": f"Bearer {held.access_token}"}
    alone: dict[str, str | None] = {"client_id": None, "client_secret": None}
    refused = await program.post(INTROSPECT, headers, token=held.access_token, **alone)

    assert_oauth_error(refused, 401, "invalid_client")


async def test_the_header_authenticates(server: Program, program: Program) -> None:
    """N-IN-01."""
    held = await program.begin()
    alone: dict[str, str | None] = {"client_id": None, "client_secret": None}
    headers = {"Authorization": basic(SERVER_ID, SECRET)}

    told = await server.post(INTROSPECT, headers, token=held.access_token, **alone)
    assert told.json()["active"] is True

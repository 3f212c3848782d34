"""Many use one refresh token at once, and replies are lost: one family, one living token."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from application.events import RefreshTokenReplayed
from domain.opaque_token import digest
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.harness import CLIENT_ID, PUBLIC_ID, Provider
from tests.integration.http.hesitant import HesitantGrants, hesitating
from tests.integration.http.program import Held, Program, refreshing
from tests.integration.http.refreshing_clients import STEADY_ID

pytestmark = pytest.mark.anyio

MANY = 50


@pytest.fixture
def grants(offline: Provider) -> HesitantGrants:
    return hesitating(offline)


async def at_once(program: Program, token: str, number: int = MANY) -> list[httpx.Response]:
    return list(await asyncio.gather(*(program.refresh(token) for _ in range(number))))


def tokens_of(answers: list[httpx.Response]) -> list[str]:
    return [answer.json()["refresh_token"] for answer in answers if answer.status_code == 200]


@pytest.mark.usefixtures("grants")
@pytest.mark.parametrize("client_id", [CLIENT_ID, PUBLIC_ID])
async def test_of_fifty_at_once_one_living_successor_is_left(
    offline: Provider, client_id: str
) -> None:
    """N-RF-03 (C-22): who was too late is refused, and ends nothing."""
    program = Program(provider=offline, client_id=client_id)
    held = await program.begin()

    answers = await at_once(program, held.refresh_token)

    tokens = tokens_of(answers)
    assert 1 <= len(set(tokens)) == len(tokens) < MANY
    for answer in answers:
        if answer.status_code != 200:
            assert_oauth_error(answer, 400, "invalid_grant")
    stored = offline.memory.everything()
    living = [token for token in tokens if digest(token.rsplit(".", 1)[1]) in stored]
    assert len(living) == 1
    assert not [e for e in offline.audit.events if isinstance(e, RefreshTokenReplayed)]
    new = await program.refreshed(living[0])
    assert all((await program.is_alive(new)).values())


@pytest.mark.usefixtures("grants")
async def test_the_first_of_a_race_keeps_what_it_got(offline: Provider) -> None:
    """N-RF-03 (C-22): those that were under way with it do not replace its token."""
    program = Program(provider=offline)
    held = await program.begin()
    answers = await at_once(program, held.refresh_token, 2)

    assert sorted(answer.status_code for answer in answers) == [200, 400]
    (token,) = tokens_of(answers)
    assert (await program.refresh(token)).status_code == 200


@pytest.mark.parametrize("client_id", [CLIENT_ID, PUBLIC_ID])
async def test_without_a_grace_fifty_at_once_are_one_success_and_no_reuse(
    key_file: str, client_id: str
) -> None:
    """N-RF-03 (C-22): they came before it was replaced, so that none of them is a thief."""
    provider = refreshing(key_file, REFRESH_GRACE="0")
    hesitating(provider)
    program = Program(provider=provider, client_id=client_id)
    held = await program.begin()

    answers = await at_once(program, held.refresh_token)

    assert sorted(answer.status_code for answer in answers) == [200, *[400] * (MANY - 1)]
    (winner,) = [answer for answer in answers if answer.status_code == 200]
    assert all((await program.is_alive(Held.of(winner.json()))).values())


@pytest.mark.usefixtures("grants")
async def test_without_rotation_fifty_at_once_get_what_they_had(offline: Provider) -> None:
    """N-RF-05 (C-22)."""
    program = Program(provider=offline, client_id=STEADY_ID)
    held = await program.begin()

    answers = await at_once(program, held.refresh_token)

    assert tokens_of(answers) == [held.refresh_token] * MANY
    assert (await program.refresh(held.refresh_token)).status_code == 200


@pytest.fixture
async def on_redis(key_file: str, redis_url: str) -> AsyncIterator[Provider]:
    provider = refreshing(key_file, REDIS_URL=redis_url)
    yield provider
    await provider.container.adapters.redis().close()


@pytest.mark.redis
@pytest.mark.parametrize("client_id", [CLIENT_ID, STEADY_ID])
async def test_the_same_holds_on_redis(on_redis: Provider, client_id: str) -> None:
    """N-RF-03 (C-22)."""
    program = Program(provider=on_redis, client_id=client_id)
    held = await program.begin()

    answers = await at_once(program, held.refresh_token)

    assert {answer.status_code for answer in answers} <= {200, 400}
    living = [t for t in set(tokens_of(answers)) if (await program.told(t))["active"]]
    assert len(living) == 1
    assert (await program.refresh(living[0])).status_code == 200


@pytest.mark.parametrize("client_id", [CLIENT_ID, PUBLIC_ID, STEADY_ID])
async def test_a_reply_that_the_store_lost_is_made_good(
    offline: Provider, grants: HesitantGrants, client_id: str
) -> None:
    """N-RF-03, F-05: the client is told to come again, and within the grace it may."""
    program = Program(provider=offline, client_id=client_id)
    held = await program.begin()
    grants.loses.add("replace")
    for _ in range(3):
        refused = await program.refresh(held.refresh_token)
        assert_oauth_error(refused, 503, "temporarily_unavailable")
        assert int(refused.headers["retry-after"]) > 0
    grants.loses.clear()

    assert (await program.refresh(held.refresh_token)).status_code == 200


@pytest.mark.parametrize("verb", ["get", "end"])
async def test_reuse_that_cannot_end_the_family_is_not_answered_as_if_it_had(
    offline: Provider, grants: HesitantGrants, verb: str
) -> None:
    """N-RF-02, F-01 (C-23): 503; and nothing was given."""
    program = Program(provider=offline)
    held = await program.begin()
    await program.refreshed(held.refresh_token)
    offline.clock.advance(10)
    grants.loses.add(verb)

    refused = await program.refresh(held.refresh_token)
    assert_oauth_error(refused, 503, "temporarily_unavailable")

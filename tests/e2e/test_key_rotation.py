"""F-34 and N-DS-06: keys change under load, on two workers, and nobody notices."""

import json
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import anyio
import pytest
from redis import Redis

from tests.e2e.conftest import StartProvider
from tests.e2e.key_load import Load
from tests.e2e.keys_command import Keys, keys_in
from tests.e2e.processes import workers_of
from tests.e2e.provider import Provider
from tests.e2e.waiting import eventually, wait_until
from tests.redis_process import free_port

pytestmark = pytest.mark.anyio

# Published for 1 + 1 + 5 seconds before it signs, and kept for 7 + 4 after the last signature.
SHORT = {
    "JWKS_MAX_AGE": "1",
    "KEYS_RELOAD_INTERVAL": "1",
    "ACCESS_TOKEN_TTL": "4",
    "SESSION_TTL": "4",
}
SIGNS_WITHIN, GONE_WITHIN = 15.0, 25.0


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Give the command, after the first key was made."""
    command = keys_in(tmp_path, **SHORT)
    command.new()
    return command


@pytest.fixture
def workers(start_provider: StartProvider, redis_server: str, keys: Keys) -> Provider:
    """Give a provider of two workers on those keys."""
    return two_workers(start_provider, redis_server, keys)


def two_workers(
    start_provider: StartProvider, redis_server: str, keys: Keys, **changes: str
) -> Provider:
    provider = start_provider(
        **SHORT,
        WORKERS="2",
        REDIS_URL=redis_server,
        JWT_PRIVATE_KEY_FILE=None,
        JWT_KEYS_DIR=str(keys.directory),
        **changes,
    )
    wait_until(lambda: len(workers_of(provider.pid)) == 2, "two workers", within=10)
    return provider


async def test_f_34_every_token_verifies_by_whatever_keys_any_worker_shows(
    workers: Provider, keys: Keys
) -> None:
    (old,) = keys.states()
    load = Load(workers.issuer, session_ttl=4)

    async def signed_by(number: int) -> bool:
        return len(load.kids) == number

    async def is_gone() -> bool:
        return all([old not in await load.keys_of_the_next_worker() for _ in range(10)])

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(load.sign_in_again_and_again)
        group.start_soon(load.verify_again_and_again)
        await eventually(lambda: signed_by(1), "the first key signs", within=SIGNS_WITHIN)
        await anyio.to_thread.run_sync(keys.new, "rotate")
        await eventually(lambda: signed_by(2), "the second key signs", within=SIGNS_WITHIN)
        await anyio.to_thread.run_sync(keys.new, "rotate")
        await eventually(lambda: signed_by(3), "the third key signs", within=SIGNS_WITHIN)
        await eventually(is_gone, "the first key is gone", within=GONE_WITHIN)
        group.cancel_scope.cancel()

    assert load.verified > len(load.issued) > 20
    assert keys.states()[old] == "gone"
    assert [old, "RS256", "is gone"] in keys("rotate")
    assert workers.complaints == ""
    assert [line for line in workers.log() if line["level"] in {"warning", "error"}] == []


def test_keys_rotate_by_themselves_and_exactly_one_worker_does_it(
    start_provider: StartProvider, redis_server: str, keys: Keys
) -> None:
    prefix = f"keys-{free_port()}:"
    changes = {"KEYS_ROTATE_EVERY": "8s", "REDIS_KEY_PREFIX": prefix}
    provider = two_workers(start_provider, redis_server, keys, **changes)

    def rotations(number: int) -> Callable[[], bool]:
        return lambda: len(provider.events("key_added")) >= number

    wait_until(rotations(1), "the first rotation", within=60)
    with Redis.from_url(redis_server) as redis:
        assert 0 < redis.pttl(f"{prefix}lease:rotate_keys") <= 60_000
        # Whoever gets it now must see that there is nothing left to do for a while.
        redis.delete(f"{prefix}lease:rotate_keys")
    wait_until(rotations(2), "the second rotation", within=60)
    provider.signal(signal.SIGTERM)
    assert provider.wait() == 0

    published = sorted(published_at(file) for file in keys.directory.iterdir())
    assert len(published) == 1 + len(provider.events("key_added"))
    pairs = pairwise(published)
    assert all(later - earlier >= timedelta(seconds=8) for earlier, later in pairs)
    assert provider.complaints == ""
    assert [line for line in provider.log() if line["level"] in {"warning", "error"}] == []


def published_at(file: Path) -> datetime:
    return datetime.fromisoformat(json.loads(file.read_bytes())["published_at"])


def test_f_33_a_file_that_breaks_while_it_runs_changes_nothing_but_the_warnings(
    start_provider: StartProvider, keys: Keys
) -> None:
    provider = start_provider(**SHORT, JWT_PRIVATE_KEY_FILE=None, JWT_KEYS_DIR=str(keys.directory))
    (file,) = keys.directory.iterdir()
    whole = file.read_bytes()
    before = provider.json_of("/jwks.json")
    assert provider.json_of("/health/ready") == {"status": "ready"}

    file.write_bytes(whole[: len(whole) // 2])
    wait_until(lambda: "warnings" in provider.json_of("/health/ready"), "it is told", within=10)
    assert provider.json_of("/jwks.json") == before
    (line,) = provider.events("keys_unusable")
    assert file.name in line["reason"]
    assert "PRIVATE KEY" not in provider.output

    file.write_bytes(whole)
    wait_until(
        lambda: provider.json_of("/health/ready") == {"status": "ready"}, "it is well", within=10
    )
    assert len(provider.events("keys_unusable")) == 1


def test_a_key_that_others_can_read_draws_a_warning(
    start_provider: StartProvider, keys: Keys
) -> None:
    (file,) = keys.directory.iterdir()
    file.chmod(0o644)
    provider = start_provider(**SHORT, JWT_PRIVATE_KEY_FILE=None, JWT_KEYS_DIR=str(keys.directory))
    warnings = provider.events("key_readable_by_others")
    assert [line["file"] for line in warnings] == [file.name]

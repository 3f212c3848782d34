"""A worker that dies is replaced by one like it, whatever lies on the disk by then."""

import json
import os
import shutil
import signal
from pathlib import Path

import httpx
import pytest
from joserfc.jwk import RSAKey

from tests.e2e.conftest import StartProvider
from tests.e2e.http import NO_AUTHORITIES
from tests.e2e.processes import frozen, workers_of
from tests.e2e.provider import Provider
from tests.e2e.waiting import wait_until
from tests.e2e.world import REDIRECT_URI

NEWCOMER = "newcomer"
ASKED = f"/oauth/authorize?client_id={NEWCOMER}&redirect_uri={REDIRECT_URI}"
WITHIN = 30.0


@pytest.fixture
def own_key(key_file: Path, tmp_path: Path) -> Path:
    """Give a key file that the test may replace."""
    return Path(shutil.copy(key_file, tmp_path / "private_key.pem"))


@pytest.fixture
def workers(start_provider: StartProvider, redis_server: str, own_key: Path) -> Provider:
    """Give a provider of two workers and of no clients, as far as the environment goes."""
    provider = start_provider(
        WORKERS="2",
        REDIS_URL=redis_server,
        JWT_PRIVATE_KEY_FILE=str(own_key),
        OAUTH_CLIENTS=None,
    )
    wait_until(lambda: len(workers_of(provider.pid)) == 2, "two workers", within=WITHIN)
    for idle in workers_of(provider.pid):
        with frozen(idle):
            provider.wait_for("/health/live", 200)
    return provider


def kids(provider: Provider) -> list[str]:
    """Give the names of the published keys, on a connection of its own."""
    url = f"{provider.issuer}/jwks.json"
    answer = httpx.get(url, trust_env=False, timeout=WITHIN, verify=NO_AUTHORITIES)
    return [key["kid"] for key in answer.json()["keys"]]


def replaced(provider: Provider, first: list[int]) -> bool:
    """Tell whether there are as many workers as there were, and none of those."""
    now = workers_of(provider.pid)
    return len(now) == len(first) and not set(first) & set(now)


def test_a_worker_is_not_replaced_by_one_with_another_key(workers: Provider, own_key: Path) -> None:
    before = kids(workers)
    _, victim = workers_of(workers.pid)
    own_key.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: victim not in workers_of(workers.pid), "it is gone", within=WITHIN)

    def told_twice() -> bool:
        assert kids(workers) == before
        return workers.complaints.count("guildpass: JWT_PRIVATE_KEY_FILE: ") >= 2

    wait_until(told_twice, "two replacements stopped themselves", within=WITHIN)
    assert "Traceback" not in workers.complaints
    assert workers.running


def test_a_worker_is_not_replaced_by_one_with_other_settings(workers: Provider) -> None:
    first = workers_of(workers.pid)
    assert workers.status_of(ASKED) == 400
    client = {"client_secret": "canary-of-a-newcomer", "redirect_uris": [REDIRECT_URI]}
    settings = f"OAUTH_CLIENTS={json.dumps({NEWCOMER: client})}\n"
    (workers.directory / ".env").write_text(settings)
    for worker in first:
        os.kill(worker, signal.SIGKILL)

    wait_until(lambda: replaced(workers, first), "two new workers", within=WITHIN)
    workers.wait_for("/health/live", 200)
    assert workers.status_of(ASKED) == 400
    assert NEWCOMER not in workers.output

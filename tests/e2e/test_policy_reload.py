"""Rules change under load, and nobody gets an answer of two versions, or none."""

import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import StartProvider
from tests.e2e.http import http_client
from tests.e2e.policy_load import Load
from tests.e2e.policy_versions import (
    NEXT_SECRET,
    SECRET,
    WIKI,
    WIKI_SECRET,
    Version,
    settings_on,
)
from tests.e2e.processes import frozen, workers_of
from tests.e2e.provider import Provider
from tests.e2e.waiting import eventually, wait_until
from tests.e2e.world import DASHBOARD
from tests.redis_process import free_port
from tests.rules_file import put

pytestmark = pytest.mark.anyio

# Two looks of two seconds, on busy cores.
TAKEN_UP_WITHIN, SOON = 15.0, 10.0
WORKERS = pytest.mark.parametrize("workers", [1, 2])
RELOADED, REFUSED = "rules_reloaded", "rules_refused"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the file with its first version."""
    place = tmp_path / "guildpass.toml"
    Version(number=0).put(place)
    return place


def serving(start_provider: StartProvider, redis_server: str, file: Path, workers: int) -> Provider:
    provider = start_provider(
        **settings_on(file),
        WORKERS=str(workers),
        REDIS_URL=redis_server,
        REDIS_KEY_PREFIX=f"policy-{free_port()}:",
    )
    if workers > 1:
        wait_until(lambda: len(workers_of(provider.pid)) == workers, "all workers", within=SOON)
        for idle in workers_of(provider.pid):
            with frozen(idle):
                provider.wait_for("/health/ready", 200)
    return provider


def logged(provider: Provider, event: str, number: int) -> Callable[[], Awaitable[bool]]:
    async def check() -> bool:
        return len(provider.events(event)) >= number

    return check


async def accepts(provider: Provider, client_id: str, secret: str) -> set[int]:
    """Give what an application is answered, by whichever worker takes the connection."""
    form = {"client_id": client_id, "client_secret": secret, "token": "no-token"}
    answers = set()
    for _ in range(12):
        async with http_client() as http:
            answers.add(
                (await http.post(f"{provider.issuer}/oauth/introspect", data=form)).status_code
            )
    return answers


@WORKERS
async def test_rules_change_under_load_and_every_response_is_of_one_version(
    start_provider: StartProvider, redis_server: str, file: Path, workers: int
) -> None:
    provider = serving(start_provider, redis_server, file, workers)
    processes = workers_of(provider.pid)
    load = Load(provider.issuer)
    both = (SECRET, NEXT_SECRET)
    versions = [
        Version(number=1),
        Version(number=2, secrets=both, has_wiki=True),
        Version(number=3, secrets=both),
        Version(number=4, secrets=(NEXT_SECRET,)),
        Version(number=5, secrets=(NEXT_SECRET,), has_wiki=True),
        Version(number=6, secrets=(NEXT_SECRET,)),
    ]

    async def is_seen(number: int, at_least: int) -> bool:
        return load.versions.count(number) >= at_least

    async with load.at_work():
        await eventually(lambda: is_seen(0, 3), "everybody is at work", within=SOON)
        for version in versions:
            version.put(file)
            # The first are found by looking, the others are told.
            if version.number > 3:
                provider.signal(signal.SIGHUP)
            taken_up = logged(provider, RELOADED, version.number * workers)
            await eventually(taken_up, f"version {version.number}", within=TAKEN_UP_WITHIN)
            load.secret = version.secrets[-1]
            before, seen = load.answered["driver"], version.number

            async def is_in_use(before: int = before, seen: int = seen) -> bool:
                return load.answered["driver"] > before + 1 and await is_seen(seen, 2)

            await eventually(is_in_use, f"version {seen} is in use", within=SOON)

    assert set(load.versions) == set(range(7))
    assert load.of_drivers <= {0, 2, 4, 6}
    assert {2, 4} <= load.of_drivers
    assert min(load.answered.values()) > 5
    assert load.total > 150
    assert await accepts(provider, DASHBOARD, SECRET) == {401}
    assert await accepts(provider, DASHBOARD, NEXT_SECRET) == {200}
    assert await accepts(provider, WIKI, WIKI_SECRET) == {401}
    assert len(provider.events(RELOADED)) == 6 * workers
    assert workers_of(provider.pid) == processes
    assert provider.complaints == ""
    warned = {line["event"] for line in provider.log() if line["level"] in {"warning", "error"}}
    # The signal is for keys, too, and there is only one.
    assert warned == {"keys_not_reloaded"}


@WORKERS
async def test_a_broken_file_changes_nothing_but_the_warnings(
    start_provider: StartProvider, redis_server: str, file: Path, workers: int
) -> None:
    provider = serving(start_provider, redis_server, file, workers)
    load = Load(provider.issuer)
    async with load.at_work():
        put(file, Version(number=1).text.replace('"captains"', '"captain"', 1))
        await eventually(
            logged(provider, REFUSED, workers), "it is refused", within=TAKEN_UP_WITHIN
        )
        seen = load.total

        async def goes_on() -> bool:
            return load.total > seen + 30

        await eventually(goes_on, "it goes on", within=SOON)
        ready = provider.json_of("/health/ready")
        Version(number=2).put(file)
        await eventually(
            logged(provider, RELOADED, workers), "it is mended", within=TAKEN_UP_WITHIN
        )

        async def shows_it() -> bool:
            return 2 in load.versions[-3:]

        await eventually(shows_it, "the mended version is in use", within=SOON)

    assert set(load.versions) == {0, 2}
    (warning,) = ready["warnings"]
    assert "rules have a fault" in warning
    refusals = provider.events(REFUSED)
    assert len(refusals) == workers
    assert all("guildpass.toml: line " in line["reason"] for line in refusals)
    assert await accepts(provider, DASHBOARD, SECRET) == {200}
    assert provider.json_of("/health/ready") == {"status": "ready"}
    assert provider.complaints == ""

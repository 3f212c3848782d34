"""F-33: what breaks while it runs leaves the keys of before in use, is logged once, and is told."""

from pathlib import Path

import pytest

from tests.builders import NOW
from tests.fakes.clock import FakeClock
from tests.integration.key_directories import file_of, put_key
from tests.integration.key_reloads import EDDSA, kids, loaded, moved, reloaded, signing
from tests.key_rings import SCHEDULE

pytestmark = pytest.mark.anyio

LATER = NOW + SCHEDULE.publish_delay


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Give a directory for keys."""
    path = tmp_path / "keys"
    path.mkdir(mode=0o700)
    return path


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.mark.parametrize("content", [b"", b"canary-garbage", None], ids=["empty", "garbage", "cut"])
async def test_f_33_a_file_that_breaks_keeps_the_key_it_had(
    directory: Path, clock: FakeClock, content: bytes | None
) -> None:
    key = put_key(directory)
    ring, file = loaded(directory, clock), file_of(directory, key)
    whole = file.read_bytes()
    file.write_bytes(whole[:100] if content is None else content)
    lines = await reloaded(ring)
    assert [(line["event"], line["log_level"]) for line in lines] == [("keys_unusable", "error")]
    assert file.name in lines[0]["reason"]
    assert "canary" not in str(lines)
    assert "PRIVATE KEY" not in str(lines)
    assert ring.warnings() == ("a key file or its directory cannot be used: the log says which",)
    assert (signing(ring), kids(ring)) == (key.kid, [key.kid])
    # Told once, for as long as it is the same.
    assert await reloaded(ring) == []
    file.write_bytes(whole)
    assert [line["event"] for line in await reloaded(ring)] == ["keys_usable_again"]
    assert ring.warnings() == ()


async def test_f_33_a_broken_file_keeps_no_good_one_out(directory: Path, clock: FakeClock) -> None:
    put_key(directory)
    ring = loaded(directory, clock)
    (directory / "x.json").write_bytes(b"{}")
    (directory / "x.json").chmod(0o600)
    new = put_key(directory, EDDSA)
    events = [line["event"] for line in await reloaded(ring)]
    assert events == ["keys_unusable", "keys_changed"]
    assert new.kid in kids(ring)


async def test_f_33_a_directory_that_vanishes_leaves_everything_as_it_was(
    directory: Path, clock: FakeClock, tmp_path: Path
) -> None:
    key = put_key(directory)
    ring = loaded(directory, clock)
    moved(directory, tmp_path / "unmounted")
    lines = await reloaded(ring)
    assert lines[0]["reason"] == "the directory cannot be read (No such file or directory)"
    assert (signing(ring), kids(ring)) == (key.kid, [key.kid])
    assert ring.warnings()
    moved(tmp_path / "unmounted", directory)
    assert [line["event"] for line in await reloaded(ring)] == ["keys_usable_again"]


async def test_f_33_a_set_without_a_key_that_signs_is_not_taken(
    directory: Path, clock: FakeClock
) -> None:
    old, other = put_key(directory), put_key(directory, EDDSA)
    ring = loaded(directory, clock)
    file_of(directory, old).unlink()
    # One that is to sign later does not count.
    waiting = put_key(directory, signs_from=LATER)
    lines = await reloaded(ring)
    assert "no key is left that signs ES256" in lines[0]["reason"]
    assert (signing(ring), signing(ring, EDDSA)) == (old.kid, other.kid)
    assert waiting.kid not in kids(ring)
    clock.advance(SCHEDULE.publish_delay.total_seconds())
    await reloaded(ring)
    assert signing(ring) == waiting.kid
    assert ring.warnings() == ()


async def test_an_empty_directory_is_not_taken(directory: Path, clock: FakeClock) -> None:
    key = put_key(directory)
    ring = loaded(directory, clock)
    file_of(directory, key).unlink()
    assert "signs ES256" in (await reloaded(ring))[0]["reason"]
    assert kids(ring) == [key.kid]

"""F-33: what breaks while it runs leaves the keys of before in use, is logged once, and is told."""

from collections.abc import MutableMapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.jose.key_files import KeyFiles
from adapters.jose.key_ring import JoseKeyRing
from adapters.jose.tokens import JoseTokenSigner
from application.ports.tokens import SigningUnavailable
from domain.signing_algorithm import SigningAlgorithm
from tests.builders import NOW
from tests.fakes.clock import FakeClock
from tests.integration.jose_tokens import CLAIMS, KEY
from tests.integration.key_directories import file_of, put_key
from tests.key_rings import SCHEDULE, ring_of

pytestmark = pytest.mark.anyio

ES256, EDDSA = SigningAlgorithm.ES256, SigningAlgorithm.EDDSA
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


def loaded(directory: Path, clock: FakeClock) -> JoseKeyRing:
    files = KeyFiles(directory=directory, single=None, single_file=None)
    return JoseKeyRing(found=files.read(), files=files, schedule=SCHEDULE, clock=clock)


def kids(ring: JoseKeyRing) -> list[str]:
    keys = ring.jwks()["keys"]
    assert isinstance(keys, list)
    return [key["kid"] for key in keys]


def signing(ring: JoseKeyRing, alg: SigningAlgorithm = ES256) -> str | None:
    key = ring.signing_key(alg)
    return key.kid if key else None


def moved(directory: Path, elsewhere: Path) -> None:
    directory.rename(elsewhere)


async def reloaded(ring: JoseKeyRing) -> list[MutableMapping[str, Any]]:
    """Reload, and give what was logged."""
    with capture_logs() as lines:
        await ring.reload()
    return lines


async def test_a_key_begins_to_sign_and_is_gone_by_time_alone(
    directory: Path, clock: FakeClock
) -> None:
    old = put_key(directory)
    new = put_key(directory, published_at=NOW + timedelta(seconds=1), signs_from=LATER)
    ring = loaded(directory, clock)
    assert (signing(ring), kids(ring)) == (old.kid, [old.kid, new.kid])
    assert ring.verifying_key(new.kid) is not None
    clock.advance(SCHEDULE.publish_delay.total_seconds())
    assert (signing(ring), kids(ring)) == (new.kid, [old.kid, new.kid])
    clock.advance((SCHEDULE.publish_delay + SCHEDULE.longest_use).total_seconds())
    assert (signing(ring), kids(ring)) == (new.kid, [new.kid])
    assert ring.verifying_key(old.kid) is None


async def test_a_reload_takes_up_what_came_and_drops_what_went(
    directory: Path, clock: FakeClock
) -> None:
    old = put_key(directory)
    ring = loaded(directory, clock)
    new = put_key(directory, published_at=NOW + timedelta(seconds=1))
    clock.advance(1)
    lines = await reloaded(ring)
    assert [line["event"] for line in lines] == ["keys_changed"]
    assert (lines[0]["added"], lines[0]["removed"]) == ([new.kid], [])
    assert kids(ring) == [old.kid, new.kid]
    file_of(directory, old).unlink()
    lines = await reloaded(ring)
    assert (lines[0]["added"], lines[0]["removed"]) == ([], [old.kid])
    assert kids(ring) == [new.kid]
    assert await reloaded(ring) == []


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


async def test_only_what_has_changed_is_read_again(directory: Path, clock: FakeClock) -> None:
    key = put_key(directory)
    ring = loaded(directory, clock)
    before = ring.signing_key(ES256)
    put_key(directory, EDDSA)
    await ring.reload()
    assert ring.signing_key(ES256) is before
    file_of(directory, key).touch()
    await ring.reload()
    assert ring.signing_key(ES256) is not before


async def test_a_key_others_can_read_draws_one_warning(directory: Path, clock: FakeClock) -> None:
    key = put_key(directory)
    ring = loaded(directory, clock)
    assert await reloaded(ring) == []
    file_of(directory, key).chmod(0o644)
    lines = await reloaded(ring)
    assert [(line["event"], line["log_level"]) for line in lines] == [
        ("key_readable_by_others", "warning")
    ]
    assert lines[0]["file"] == f"{key.kid}.json"
    assert await reloaded(ring) == []
    assert ring.warnings() == ()


async def test_f_35_without_a_key_nothing_is_signed(clock: FakeClock) -> None:
    signer = JoseTokenSigner(keys=ring_of(KEY, clock=clock))
    with pytest.raises(SigningUnavailable, match="there is no key for EdDSA"):
        await signer.sign(CLAIMS, token_type="at+jwt", algorithm=EDDSA)

"""Keys that begin to sign and end by the clock, and what a reload takes up."""

from datetime import timedelta
from pathlib import Path

import pytest

from adapters.jose.tokens import JoseTokenSigner
from application.ports.tokens import SigningUnavailable
from tests.builders import NOW
from tests.fakes.clock import FakeClock
from tests.integration.jose_tokens import CLAIMS, KEY
from tests.integration.key_directories import file_of, put_key
from tests.integration.key_reloads import EDDSA, ES256, kids, loaded, reloaded, signing
from tests.key_rings import SCHEDULE, ring_of

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

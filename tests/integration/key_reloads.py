"""A key ring on a directory, and what a reload of it logs."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from adapters.jose.key_files import KeyFiles
from adapters.jose.key_ring import JoseKeyRing
from domain.signing_algorithm import SigningAlgorithm
from tests.fakes.clock import FakeClock
from tests.key_rings import SCHEDULE

ES256, EDDSA = SigningAlgorithm.ES256, SigningAlgorithm.EDDSA


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
        assert await ring.reload() is not bool(ring.warnings())
    return lines

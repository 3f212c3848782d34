"""Key rings that hold what a test puts into them."""

from datetime import timedelta

from adapters.jose.key_files import Found, KeyFiles
from adapters.jose.key_ring import JoseKeyRing
from adapters.jose.signing_key import SigningKey
from application.ports.clock import Clock
from domain.key_life import KeySchedule

SCHEDULE = KeySchedule(
    jwks_max_age=timedelta(seconds=300),
    reload_interval=timedelta(seconds=30),
    longest_use=timedelta(hours=8),
)


def ring_of(*keys: SigningKey, clock: Clock) -> JoseKeyRing:
    """Give a ring of these keys, with no directory behind it."""
    single = keys[0] if keys else None
    return JoseKeyRing(
        found=Found(keys=keys),
        files=KeyFiles(directory=None, single=single, single_file=None),
        schedule=SCHEDULE,
        clock=clock,
    )

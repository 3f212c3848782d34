"""Keys without a disk."""

from collections.abc import Sequence
from datetime import datetime

from application.ports.health import Health
from application.ports.keys import KeyDirectory, KeyReloading
from domain.key_life import KeyRecord
from domain.signing_algorithm import SigningAlgorithm


class FakeKeyDirectory(KeyDirectory):
    """Keeps records, named in the order in which they came."""

    def __init__(self) -> None:
        self.records: dict[str, KeyRecord] = {}
        self.kept_elsewhere: set[str] = set()
        self._made = 0

    async def all(self) -> Sequence[KeyRecord]:
        """Give what was added."""
        return list(self.records.values())

    async def add(
        self, alg: SigningAlgorithm, *, published_at: datetime, signs_from: datetime
    ) -> KeyRecord:
        """Keep a record; there is no key."""
        self._made += 1
        kid = f"{self._made:043}"
        record = KeyRecord(kid=kid, alg=alg, published_at=published_at, signs_from=signs_from)
        self.records[kid] = record
        return record

    async def remove(self, kid: str) -> bool:
        """Forget it."""
        return kid not in self.kept_elsewhere and self.records.pop(kid, None) is not None


class FakeKeyReloading(KeyReloading):
    """Counts."""

    def __init__(self) -> None:
        self.reloads = 0
        self.takes_all = True

    async def reload(self) -> bool:
        """Count."""
        self.reloads += 1
        return self.takes_all


class FakeHealth(Health):
    """Warns as the test has set."""

    def __init__(self, *warnings: str) -> None:
        self._warnings = warnings

    def warnings(self) -> tuple[str, ...]:
        """Give them."""
        return self._warnings

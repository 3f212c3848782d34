"""Every use case of signing keys, on a directory without a disk."""

from datetime import timedelta

from adapters.store.memory.leases import MemoryLeases
from adapters.store.memory.store import MemoryStore
from application.keys.generate_key import GenerateKey
from application.keys.list_keys import ListKeys
from application.keys.reload_keys import ReloadKeys
from application.keys.remove_keys import RemoveKeys
from application.keys.retire_key import RetireKey
from application.keys.rotate_keys import RotateKeys
from application.keys.rotate_when_due import RotateWhenDue
from application.ports.leases import Leases
from domain.key_life import RotationRule
from tests.fakes.audit_log import FakeAuditLog
from tests.fakes.clock import FakeClock
from tests.fakes.keys import FakeKeyDirectory, FakeKeyReloading
from tests.fakes.token_generator import FakeTokenGenerator
from tests.key_rings import SCHEDULE

EVERY = timedelta(days=90)


class KeyHouse:
    """The parts are shared, so that several processes can be made."""

    def __init__(self) -> None:
        self.clock, self.audit = FakeClock(), FakeAuditLog()
        self.directory, self.reloading = FakeKeyDirectory(), FakeKeyReloading()
        self.leases: Leases = MemoryLeases(store=MemoryStore(clock=self.clock))
        self.tokens = FakeTokenGenerator()
        self.list_keys = ListKeys(keys=self.directory, schedule=SCHEDULE, clock=self.clock)
        self.generate = GenerateKey(
            keys=self.directory, schedule=SCHEDULE, clock=self.clock, audit=self.audit
        )
        self.rotate = RotateKeys(
            list_keys=self.list_keys,
            generate_key=self.generate,
            remove_keys=RemoveKeys(list_keys=self.list_keys, keys=self.directory, audit=self.audit),
        )
        self.retire = RetireKey(
            list_keys=self.list_keys,
            keys=self.directory,
            schedule=SCHEDULE,
            clock=self.clock,
            audit=self.audit,
        )

    def process(self, every: timedelta | None = EVERY) -> RotateWhenDue:
        """Give what one process does at each tick."""
        return RotateWhenDue(
            keys=self.directory,
            reload_keys=ReloadKeys(keys=self.reloading),
            rotate_keys=self.rotate,
            leases=self.leases,
            clock=self.clock,
            tokens=self.tokens,
            rule=RotationRule(every=every),
        )

    def events(self) -> list[str]:
        """Give the names of what was recorded."""
        return [type(event).__name__ for event in self.audit.events]

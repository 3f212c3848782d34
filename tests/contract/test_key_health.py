"""The contracts of ``Health`` and ``KeyReloading``, on the key ring and on the fakes."""

import pytest

from application.ports.health import Health
from application.ports.keys import KeyReloading
from tests.fakes.clock import FakeClock
from tests.fakes.keys import FakeHealth, FakeKeyReloading
from tests.integration.jose_tokens import KEY
from tests.key_rings import ring_of

pytestmark = pytest.mark.anyio


class HealthContract:
    def test_there_is_nothing_to_say_while_all_is_well(self, health: Health) -> None:
        assert health.warnings() == ()


class TestFakeHealth(HealthContract):
    @pytest.fixture
    def health(self) -> Health:
        return FakeHealth()


class KeyReloadingContract:
    async def test_it_can_be_asked_again_and_again(self, reloading: KeyReloading) -> None:
        for _ in range(3):
            assert await reloading.reload()


class TestFakeKeyReloading(KeyReloadingContract):
    @pytest.fixture
    def reloading(self) -> KeyReloading:
        return FakeKeyReloading()


class TestJoseKeyRing(HealthContract, KeyReloadingContract):
    @pytest.fixture
    def health(self) -> Health:
        return ring_of(KEY, clock=FakeClock())

    @pytest.fixture
    def reloading(self) -> KeyReloading:
        return ring_of(KEY, clock=FakeClock())

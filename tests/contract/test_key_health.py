"""The contracts of ``KeyHealth`` and ``KeyReloading``, on the key ring and on the fakes."""

import pytest

from application.ports.keys import KeyHealth, KeyReloading
from tests.fakes.clock import FakeClock
from tests.fakes.keys import FakeKeyHealth, FakeKeyReloading
from tests.integration.jose_tokens import KEY
from tests.key_rings import ring_of

pytestmark = pytest.mark.anyio


class KeyHealthContract:
    def test_there_is_nothing_to_say_while_all_is_well(self, health: KeyHealth) -> None:
        assert health.warnings() == ()


class TestFakeKeyHealth(KeyHealthContract):
    @pytest.fixture
    def health(self) -> KeyHealth:
        return FakeKeyHealth()


class KeyReloadingContract:
    async def test_it_can_be_asked_again_and_again(self, reloading: KeyReloading) -> None:
        for _ in range(3):
            assert await reloading.reload()


class TestFakeKeyReloading(KeyReloadingContract):
    @pytest.fixture
    def reloading(self) -> KeyReloading:
        return FakeKeyReloading()


class TestJoseKeyRing(KeyHealthContract, KeyReloadingContract):
    @pytest.fixture
    def health(self) -> KeyHealth:
        return ring_of(KEY, clock=FakeClock())

    @pytest.fixture
    def reloading(self) -> KeyReloading:
        return ring_of(KEY, clock=FakeClock())

"""The contracts of ``Rulebooks``, ``RulebookKeeper`` and ``Health``, on the holder and the fake."""

import asyncio

import pytest

from adapters.rulebook.held_rulebooks import HeldRulebooks
from application.ports.health import Health
from application.ports.rulebooks import RulebookKeeper, RulebookUnusable
from domain.rulebook import Rulebook
from tests.builders import a_client, a_rulebook
from tests.contract.test_key_health import HealthContract
from tests.fakes.rulebooks import FakeRulebooks

pytestmark = pytest.mark.anyio


def _first() -> Rulebook:
    return a_rulebook(a_client())


_SECOND = a_rulebook(a_client(), a_client(client_id="forum"))
_FAULT = "guildpass.toml, line 3: there is no subteam"


class RulebookKeeperContract:
    def test_it_gives_what_it_was_given(self, keeper: RulebookKeeper) -> None:
        assert keeper.current() == _first()

    def test_others_are_in_force_at_once_and_news(self, keeper: RulebookKeeper) -> None:
        assert keeper.replace(_SECOND)
        assert keeper.current() is _SECOND

    def test_the_same_read_anew_are_no_news(self, keeper: RulebookKeeper) -> None:
        again = _first()
        assert not keeper.replace(again)
        assert keeper.current() is again

    def test_a_fault_is_news_once_and_leaves_the_rules_as_they_are(
        self, keeper: RulebookKeeper
    ) -> None:
        news = [keeper.note(RulebookUnusable(_FAULT)) for _ in range(2)]
        assert news == [True, False]
        assert keeper.note(RulebookUnusable("another"))
        assert keeper.current() == _first()

    def test_that_all_is_well_again_is_news_and_so_is_the_next_fault(
        self, keeper: RulebookKeeper
    ) -> None:
        keeper.note(RulebookUnusable(_FAULT))
        assert keeper.replace(_first())
        assert not keeper.replace(_first())
        assert keeper.note(RulebookUnusable(_FAULT))


class TestFakeRulebooks(RulebookKeeperContract):
    @pytest.fixture
    def keeper(self) -> RulebookKeeper:
        return FakeRulebooks(_first())


class TestHeldRulebooks(RulebookKeeperContract, HealthContract):
    @pytest.fixture
    def keeper(self) -> RulebookKeeper:
        return HeldRulebooks(rulebook=_first())

    @pytest.fixture
    def health(self) -> Health:
        return HeldRulebooks(rulebook=_first())

    def test_a_fault_is_a_warning_until_it_is_mended_and_says_nothing_of_the_file(self) -> None:
        held = HeldRulebooks(rulebook=_first())
        held.note(RulebookUnusable(_FAULT))
        assert held.warnings() == (
            "newer rules have a fault: those of before are in force; the log says which",
        )
        held.replace(_first())
        assert held.warnings() == ()

    def test_a_request_keeps_to_the_version_it_began_with(self) -> None:
        held = HeldRulebooks(rulebook=_first())
        with held.pinned():
            held.replace(_SECOND)
            assert held.current() == _first()
        assert held.current() is _SECOND

    async def test_so_do_the_tasks_it_began_and_no_other(self) -> None:
        held = HeldRulebooks(rulebook=_first())
        goes_on = asyncio.Event()

        async def look() -> Rulebook:
            await goes_on.wait()
            return held.current()

        with held.pinned():
            within = asyncio.create_task(look())
        without = asyncio.create_task(look())
        held.replace(_SECOND)
        goes_on.set()
        assert [await within, await without] == [_first(), _SECOND]

    def test_what_is_pinned_within_what_is_pinned_ends_by_itself(self) -> None:
        held = HeldRulebooks(rulebook=_first())
        with held.pinned():
            held.replace(_SECOND)
            with held.pinned():
                assert held.current() is _SECOND
            assert held.current() == _first()

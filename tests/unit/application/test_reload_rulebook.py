"""Putting in force what the operator wrote: all of it, or nothing."""

import pytest

from application.events import RulesRefused, RulesReloaded
from application.ports.rulebooks import RulebookUnusable
from application.reload_rulebook import ReloadRulebook
from domain.rulebook import Rulebook
from tests.builders import a_client, a_rulebook
from tests.fakes.audit_log import FakeAuditLog
from tests.fakes.rulebooks import FakeRulebooks, FakeRulebookSource

pytestmark = pytest.mark.anyio

_NEW = a_rulebook(a_client(), a_client(client_id="forum"))
_FAULT = RulebookUnusable("guildpass.toml, line 3: there is no subteam")


class _Desk:
    """The rules in force, and what the operator writes."""

    def __init__(self) -> None:
        self.source = FakeRulebookSource(a_rulebook(a_client()))
        self.rulebooks = FakeRulebooks(a_rulebook(a_client()))
        self.audit = FakeAuditLog()

    async def reload(self, written: Rulebook | RulebookUnusable) -> bool:
        self.audit.events.clear()
        self.source.answer = written
        use_case = ReloadRulebook(source=self.source, rulebooks=self.rulebooks, audit=self.audit)
        return await use_case()


async def test_a_good_version_is_in_force_and_recorded_with_its_size() -> None:
    desk = _Desk()
    assert await desk.reload(_NEW)
    assert desk.rulebooks.current() is _NEW
    assert desk.audit.events == [RulesReloaded(clients=2, subteams=3)]


async def test_the_same_again_is_not_worth_a_word() -> None:
    desk = _Desk()
    assert await desk.reload(a_rulebook(a_client()))
    assert desk.audit.events == []


async def test_a_version_with_a_fault_leaves_the_rules_of_before_and_is_recorded_once() -> None:
    desk = _Desk()
    await desk.reload(_NEW)
    assert not await desk.reload(_FAULT)
    assert desk.audit.events == [RulesRefused(reason=str(_FAULT))]
    assert not await desk.reload(RulebookUnusable(str(_FAULT)))
    assert desk.audit.events == []
    assert desk.rulebooks.current() is _NEW


async def test_another_fault_is_recorded_too() -> None:
    desk = _Desk()
    await desk.reload(_FAULT)
    assert not await desk.reload(RulebookUnusable("line 4"))
    assert desk.audit.events == [RulesRefused(reason="line 4")]


async def test_that_it_was_mended_is_recorded_even_where_nothing_changed() -> None:
    desk = _Desk()
    await desk.reload(_FAULT)
    assert await desk.reload(a_rulebook(a_client()))
    assert desk.audit.events == [RulesReloaded(clients=1, subteams=3)]

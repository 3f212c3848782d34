"""One process that watches its rules, and the file it looks at."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.rulebook.held_rulebooks import HeldRulebooks
from application.ports.rulebooks import RulebookSource, RulebookUnusable
from application.reload_rulebook import ReloadRulebook
from domain.rulebook import Rulebook
from entrypoints.rules_watch import RulesWatch
from entrypoints.settings.files import look_at
from tests.builders import a_client, a_rulebook
from tests.e2e.waiting import eventually
from tests.fakes.audit_log import FakeAuditLog

OFTEN, HOUR, SOON = 0.001, 3_600.0, 5.0
BROKEN, UNTHOUGHT = "broken", "unthought of"


class ClientsOfFile(RulebookSource):
    """Reads a file that holds one client id a line, and counts how often.

    ``elsewhere`` is a fault that the file has nothing to do with.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.reads: list[str] = []
        self.elsewhere: str | None = None

    async def read(self) -> Rulebook:
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            text = BROKEN
        self.reads.append(text)
        if UNTHOUGHT in {text, self.elsewhere}:
            raise RuntimeError(UNTHOUGHT)
        if text == BROKEN or self.elsewhere:
            raise RulebookUnusable(self.elsewhere or BROKEN)
        return a_rulebook(*(a_client(client_id=one) for one in text.split()))


class House:
    """One process, and the file it looks at."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("wiki")
        self.read_at_start = look_at(str(path))
        self.source = ClientsOfFile(path)
        self.rulebooks = HeldRulebooks(rulebook=a_rulebook(a_client(client_id="wiki")))
        self.audit = FakeAuditLog()

    def reload(self) -> ReloadRulebook:
        return ReloadRulebook(source=self.source, rulebooks=self.rulebooks, audit=self.audit)

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")

    def rename_over(self, text: str) -> None:
        beside = self.path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.rename(self.path)

    @property
    def clients(self) -> str:
        return " ".join(self.rulebooks.current().clients)

    @asynccontextmanager
    async def watched(
        self, *, interval: float = OFTEN, path: str | None = "", again_after: int = 1
    ) -> AsyncIterator[RulesWatch]:
        watch = RulesWatch(
            reload_rulebook=self.reload,
            path=str(self.path) if path == "" else path,
            read=self.read_at_start if path == "" else None,
            interval=interval,
            again_after=again_after,
        )
        await watch.start()
        try:
            yield watch
        finally:
            await watch.stop()

    async def until_read(self, times: int) -> None:
        await self.until(lambda: len(self.source.reads) >= times, f"it reads {times} times")

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        async def found() -> bool:
            return holds()

        await eventually(found, what, within=SOON)


class Looks:
    """What happens just before each look at the file; the start looks once too."""

    def __init__(self) -> None:
        self.number = 0
        self.then: dict[int, Callable[[], None]] = {}
        self.always: Callable[[], None] | None = None

    def happen(self) -> None:
        self.number += 1
        self.then.pop(self.number, lambda: None)()
        if self.always:
            self.always()

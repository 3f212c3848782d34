"""What a doctor looks at, as the test has set it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from application.ports.bot_application import BotApplication, DiscordApplication
from application.ports.http_probe import Fetched, HttpProbe, ProbeFault
from application.ports.key_modes import KeyModes, OpenFile
from application.ports.outbound_hosts import OutboundHosts
from application.ports.store import StoreUnavailable
from application.ports.store_inspection import StoreFacts, StoreInspection
from tests.builders import NOW

GOOD_STORE = StoreFacts(
    version=(7, 2, 4),
    eviction="noeviction",
    appends=True,
    writes_fail=False,
    is_replica=False,
    refusal=None,
    asks_for_password=True,
    now=NOW,
)


@dataclass
class FakeProbe(HttpProbe):
    """Knows an answer for each address, or a fault; others do not answer."""

    answers: dict[str, Fetched | ProbeFault] = field(default_factory=dict)

    async def get(self, url: str) -> Fetched:
        """Give it."""
        answer = self.answers.get(url, ProbeFault("no connection"))
        if isinstance(answer, ProbeFault):
            raise answer
        return answer


@dataclass
class FakeInspection(StoreInspection):
    """Tells these facts, or fails."""

    answer: StoreFacts | StoreUnavailable = GOOD_STORE

    def differs(self, **changes: object) -> "FakeInspection":
        """Give one that tells others."""
        assert isinstance(self.answer, StoreFacts)
        return FakeInspection(replace(self.answer, **changes))  # type: ignore[arg-type]  # by name

    async def facts(self) -> StoreFacts:
        """Give them."""
        if isinstance(self.answer, StoreUnavailable):
            raise self.answer
        return self.answer


@dataclass
class FakeKeyModes(KeyModes):
    """Knows which files are open."""

    found: tuple[OpenFile, ...] = ()

    async def open_files(self) -> tuple[OpenFile, ...]:
        """Give them."""
        return self.found


@dataclass
class FakeBotApplication(BotApplication):
    """Knows one answer: an application, or a fault to raise."""

    answer: DiscordApplication | Exception

    async def read(self) -> DiscordApplication:
        """Give it."""
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class FakeHosts(OutboundHosts):
    """Knows what is wrong with some addresses."""

    faults: dict[str, str] = field(default_factory=dict)

    async def fault_of(self, uri: str) -> str | None:
        """Give it."""
        return self.faults.get(uri)


def dated(moment: datetime | None) -> Fetched:
    """Give an answer with that date."""
    return Fetched(status=200, date=moment)

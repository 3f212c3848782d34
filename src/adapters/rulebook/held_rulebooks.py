"""The rules in force in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from application.ports.health import Health
from application.ports.rulebooks import RulebookKeeper, RulebookUnusable
from domain.rulebook import Rulebook

_PINNED = ContextVar[Rulebook | None]("rulebook", default=None)


class HeldRulebooks(RulebookKeeper, Health):
    """The newest good version; a request keeps to the one it began with."""

    def __init__(self, *, rulebook: Rulebook) -> None:
        self._newest = rulebook
        self._fault: str | None = None

    def current(self) -> Rulebook:
        """Give the version of the request that is being answered, else the newest."""
        return _PINNED.get() or self._newest

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """Keep to one version, also in tasks that are begun meanwhile."""
        token = _PINNED.set(self._newest)
        try:
            yield
        finally:
            _PINNED.reset(token)

    def replace(self, rulebook: Rulebook) -> bool:
        """Put another version in force, whatever was wrong before."""
        is_news = rulebook != self._newest or self._fault is not None
        self._newest, self._fault = rulebook, None
        return is_news

    def note(self, fault: RulebookUnusable) -> bool:
        """Keep the fault for readiness, and the rules as they are."""
        is_news = self._fault != str(fault)
        self._fault = str(fault)
        return is_news

    def warnings(self) -> tuple[str, ...]:
        """Say that there is a fault; the log says which."""
        if self._fault is None:
            return ()
        return ("newer rules have a fault: those of before are in force; the log says which",)

"""Rules that are what the test has set, and where newer ones come from."""

from application.ports.rulebooks import RulebookKeeper, RulebookSource, RulebookUnusable
from domain.rulebook import Rulebook


class FakeRulebooks(RulebookKeeper):
    """Holds rules, and the last fault of newer ones."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.fault = ""

    def current(self) -> Rulebook:
        """Give the rules in force."""
        return self.rulebook

    def replace(self, rulebook: Rulebook) -> bool:
        """Put other rules in force."""
        is_news = bool(self.fault) or rulebook != self.rulebook
        self.rulebook, self.fault = rulebook, ""
        return is_news

    def note(self, fault: RulebookUnusable) -> bool:
        """Keep the fault."""
        is_news = str(fault) != self.fault
        self.fault = str(fault)
        return is_news


class FakeRulebookSource(RulebookSource):
    """Knows one answer: rules, or a fault to raise."""

    def __init__(self, answer: Rulebook | RulebookUnusable) -> None:
        self.answer = answer

    async def read(self) -> Rulebook:
        """Give the answer."""
        if isinstance(self.answer, RulebookUnusable):
            raise self.answer
        return self.answer

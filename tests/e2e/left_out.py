"""Which tests need a program that a machine may lack, and what is said when they are left out."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.e2e.chromium.process import chromium_missing
from tests.e2e.node_client import node_missing


@dataclass(frozen=True, kw_only=True)
class Need:
    """Tests that ask for ``fixture`` need a program; ``required`` names what forbids its lack."""

    fixture: str
    missing: Callable[[], str | None]
    required: str

    def lacking(self) -> str | None:
        """Tell what is missing, if anything is; where it is required that is a failure."""
        missing = self.missing()
        if missing and os.environ.get(self.required) == "1":
            raise pytest.UsageError(f"{self.required}=1, but {missing}")
        return missing


_NEEDS = (
    Need(fixture="chromium", missing=chromium_missing, required="GUILDPASS_REQUIRE_CHROMIUM"),
    Need(fixture="npm_packages", missing=node_missing, required="GUILDPASS_REQUIRE_NODE"),
)
_LEFT_OUT = pytest.StashKey[Counter[str]]()


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests whose program is missing."""
    reasons = config.stash[_LEFT_OUT] = Counter()
    without = {need.fixture: reason for need in _NEEDS if (reason := need.lacking())}
    gone = []
    for item in items:
        needed = without.keys() & set(getattr(item, "fixturenames", ()))
        if needed:
            reasons[without[min(needed)]] += 1
            gone.append(item)
    if gone:
        items[:] = [item for item in items if item not in gone]
        config.hook.pytest_deselected(items=gone)


def left_out(config: pytest.Config) -> Iterator[str]:
    """Give one line for each reason."""
    for reason, tests in config.stash.get(_LEFT_OUT, Counter[str]()).items():
        yield f"LEFT OUT: {tests} tests, since {reason}"

"""Which tests need a program that a machine may lack, and what is said when they are left out."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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

    def concerns(self, item: pytest.Item) -> bool:
        """Tell whether a test needs the program, by itself or through another fixture."""
        return self.fixture in getattr(item, "fixturenames", ())


NEEDS = (
    Need(fixture="chromium", missing=chromium_missing, required="GUILDPASS_REQUIRE_CHROMIUM"),
    Need(fixture="npm_packages", missing=node_missing, required="GUILDPASS_REQUIRE_NODE"),
)
_LEFT_OUT = pytest.StashKey[Counter[str]]()


def leave_out(
    config: pytest.Config, items: list[pytest.Item], needs: Iterable[Need] = NEEDS
) -> None:
    """Deselect the tests whose program is missing; where it is required, fail instead."""
    reasons = config.stash[_LEFT_OUT] = Counter()
    for need in needs:
        concerned = [item for item in items if need.concerns(item)]
        missing = need.missing()
        if not concerned or missing is None:
            continue
        if os.environ.get(need.required) == "1":
            raise pytest.UsageError(f"{need.required}=1, but {missing}")
        items[:] = [item for item in items if item not in concerned]
        config.hook.pytest_deselected(items=concerned)
        reasons[missing] += len(concerned)


def left_out(config: pytest.Config) -> Iterator[str]:
    """Give one line for each reason."""
    for reason, tests in config.stash.get(_LEFT_OUT, Counter[str]()).items():
        yield f"LEFT OUT: {tests} tests, since {reason}"

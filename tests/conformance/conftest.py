"""The server under test, the plan each module belongs to, and the counts at the end."""

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conformance.browser import Browser
from tests.conformance.module import Module
from tests.conformance.outcomes import Outcome, Plan, Report, Verdict
from tests.conformance.world import World, running_world

_REPORT = pytest.StashKey[Report]()
_VERDICT = pytest.StashKey[Verdict]()
_LAST = Path(__file__).with_name("test_outcomes.py")


def pytest_configure(config: pytest.Config) -> None:
    """Make the report, and the mark by which a test names its module."""
    config.stash[_REPORT] = Report()
    config.addinivalue_line("markers", "module(name): the module of the certification plans")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look at the outcomes when all are there."""
    items.sort(key=lambda item: item.path == _LAST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a module fail where its test does."""
    result = yield
    verdict = item.stash.get(_VERDICT, None)
    if verdict is not None and result.failed:
        verdict.note(Outcome.FAILED, "see above")
    return result


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the counts of each plan."""
    lines = list(config.stash[_REPORT].lines())
    if lines:
        terminalreporter.section("certification plans")
    for line in lines:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def report(pytestconfig: pytest.Config) -> Report:
    """Give all verdicts so far."""
    return pytestconfig.stash[_REPORT]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give the provider and the Discord all modules share."""
    with running_world(tmp_path_factory.mktemp("conformance")) as running:
        yield running


@pytest.fixture(params=[Plan.BASIC, Plan.FORM_POST])
def plan(request: pytest.FixtureRequest) -> Plan:
    """Run each module in both plans."""
    chosen: Plan = request.param
    return chosen


@pytest.fixture
def verdict(request: pytest.FixtureRequest, report: Report, plan: Plan) -> Iterator[Verdict]:
    """Give what the module comes to; a test beyond the modules counts for none, and never warns."""
    mark = request.node.get_closest_marker("module")
    begun = report.begin(plan, mark.args[0]) if mark else Verdict()
    request.node.stash[_VERDICT] = begun
    yield begun
    assert mark or begun.outcome in {Outcome.PASSED, Outcome.REVIEW}, str(begun)


@pytest.fixture
def module(verdict: Verdict, world: World, plan: Plan) -> Iterator[Module]:
    """Give a relying party and a person with a fresh browser."""
    with world.http_client() as http, closing(Browser(world)) as browser:
        yield Module(world=world, plan=plan, verdict=verdict, http=http, browser=browser)

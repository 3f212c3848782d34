"""Run last: warnings, skipped modules and pages to review are those the page documents."""

import pytest

from tests.conformance.outcomes import Report
from tests.conformance.page import documented


def test_every_module_came_out_as_the_page_says(
    request: pytest.FixtureRequest, report: Report
) -> None:
    expected = documented()
    chosen = [item for item in request.session.items if item.get_closest_marker("module")]

    came_out = {key: str(verdict) for key, verdict in report.verdicts.items()}

    assert len(came_out) == len(chosen)
    assert came_out == {key: expected[key] for key in came_out}

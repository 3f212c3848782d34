"""The table of docs/conformance.md that names module, test and outcome."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.outcomes import Plan

HERE = Path(__file__).parent
_PAGE = HERE.parents[1] / "docs" / "conformance.md"
_ROW = re.compile(
    r"^\| (?P<number>A[1256]-\d\d) \| `(?P<module>oidcc-[a-z0-9-]+)` \| (?P<clause>.+?) "
    r"\| `(?P<file>test_\w+\.py)::(?P<test>test_\w+)` \| (?P<outcome>[A-Z]+(: .+)?) \|$",
    re.MULTILINE,
)
# Form Post OP is Basic OP over again.
_PLANS = {
    "A1": (Plan.BASIC, Plan.FORM_POST),
    "A2": (Plan.CONFIG,),
    "A5": (Plan.RP_LOGOUT,),
    "A6": (Plan.BACK_CHANNEL,),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table."""

    number: str
    module: str
    clause: str
    file: str
    test: str
    outcome: str

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans the module belongs to."""
        return _PLANS[self.number.partition("-")[0]]


def rows() -> list[Row]:
    """Read the table."""
    text = _PAGE.read_text(encoding="utf-8")
    return [Row(**match.groupdict()) for match in _ROW.finditer(text)]


def documented() -> dict[tuple[Plan, str], str]:
    """Give the outcome of every module in every plan, as the page has it."""
    return {(plan, row.module): row.outcome for row in rows() for plan in row.plans}

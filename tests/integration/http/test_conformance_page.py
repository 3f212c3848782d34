"""docs/conformance.md names tests that exist and prove what it says, and leaves no line out."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = (HERE.parents[2] / "docs" / "conformance.md").read_text(encoding="utf-8")

_CLAUSE = re.compile(r"^\| ((?:RFC \d+|Core) [^|]+) \| [^|]+ \| (.+) \|$", re.MULTILINE)
_ROW = re.compile(r"^\| (N-[A-Z]+-\d\d) \| (.+?) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(test_\w+\.py)::(test_\w+)`")
_TOKEN = [n for n in range(1, 21) if n not in {17, 19}]
ASKED_FOR = [
    *(f"N-AZ-{n:02}" for n in range(1, 30)),
    *(f"N-TK-{n:02}" for n in _TOKEN),
    *(f"N-RF-{n:02}" for n in range(1, 6)),
    *("N-RV-01", "N-RV-02", "N-IN-01", "N-IN-02"),
    *(f"N-UI-{n:02}" for n in range(1, 6)),
    *(f"N-LO-{n:02}" for n in range(1, 6)),
    *(f"N-DS-{n:02}" for n in range(1, 8)),
    *(f"N-X-{n:02}" for n in range(1, 7)),
]
ROWS = {line: where for line, _, where in _ROW.findall(PAGE)}
SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for path in HERE.glob("test_*.py")
    if path.name != Path(__file__).name
)
NAMED = [(line, file, name) for line, where in ROWS.items() for file, name in _TEST.findall(where)]

# Each of these has something to say of refresh tokens, revocation and introspection.
CLAUSES_OF = {
    "RFC 6749 6",
    "RFC 7009 2, 2.1",
    "RFC 7009 2.1",
    "RFC 7009 2.2",
    "RFC 7009 2.2.1",
    "RFC 7662 2.1",
    "RFC 7662 2.2",
    "RFC 7662 2.3",
    "RFC 7662 4",
    "RFC 9700 4.14.2",
    "Core 11",
    "Core 12.1",
    "Core 12.2",
    "Core 12.3",
}
CLAUSES = [
    (clause, file, name)
    for clause, where in _CLAUSE.findall(PAGE)
    for file, name in _TEST.findall(where)
]


def docstring_of(file: str, name: str) -> str | None:
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    (function,) = [function for function in functions if function.name == name]
    return ast.get_docstring(function)


@pytest.mark.parametrize(("line", "file", "name"), NAMED)
def test_a_test_the_page_names_exists_and_names_the_line(line: str, file: str, name: str) -> None:
    assert line in (docstring_of(file, name) or "")


@pytest.mark.parametrize("line", ASKED_FOR)
def test_every_line_has_a_test_or_says_what_it_waits_for(line: str) -> None:
    assert _TEST.search(ROWS[line]) or "Waits for" in ROWS[line]


def test_no_line_stands_twice_and_the_page_was_read() -> None:
    lines = [line for line, _, _ in _ROW.findall(PAGE)]

    assert len(lines) == len(set(lines)) >= len(ASKED_FOR)
    assert len(NAMED) > 100


def test_every_line_a_test_names_stands_in_the_page() -> None:
    assert set(re.findall(r"N-[A-Z]+-\d\d", SOURCES)) <= set(ROWS)


def test_every_attack_a_test_names_stands_in_the_page() -> None:
    listed = set()
    for ids in re.findall(r"^- (C-.+?):", PAGE, re.MULTILINE):
        first, *more = (int(number) for number in re.findall(r"\d\d", ids))
        listed |= set(range(first, more[0] + 1)) if " to " in ids else {first, *more}

    assert {int(number) for number in re.findall(r"\bC-(\d\d)\b", SOURCES)} <= listed


@pytest.mark.parametrize(("file", "name"), sorted({named[1:] for named in CLAUSES}))
def test_a_test_the_page_names_for_a_clause_exists(file: str, name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in HERE.parents[1].rglob(file)]

    assert any(re.search(rf"^(async )?def {name}\(", text, re.MULTILINE) for text in sources)


def test_every_clause_about_the_life_of_tokens_has_a_test() -> None:
    assert {clause for clause, _, _ in CLAUSES} >= CLAUSES_OF

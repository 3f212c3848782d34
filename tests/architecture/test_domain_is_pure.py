"""The domain imports nothing that could reach the world, and waits for nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_DOMAIN = Path(__file__).parents[2] / "src" / "domain"
_FILES = sorted(_DOMAIN.rglob("*.py"))
_WITHOUT_IO = {
    "base64",
    "collections",
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "graphlib",
    "hashlib",
    "hmac",
    "json",
    "re",
    "typing",
    "unicodedata",
    "urllib.parse",
}
_WAITING = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
# What reaches the world, or the clock, without an import of its own.
_IMPURE = {"open", "print", "input", "exec", "eval", "__import__", "now", "utcnow", "today"}


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def _foreign(tree: ast.AST) -> list[str]:
    names = (name for name in _imports(tree) if name not in _WITHOUT_IO)
    return [name for name in names if name.split(".")[0] != "domain"]


def _waits(tree: ast.AST) -> bool:
    comprehensions = (n for n in ast.walk(tree) if isinstance(n, ast.comprehension))
    waiting = any(isinstance(node, _WAITING) for node in ast.walk(tree))
    return waiting or any(node.is_async for node in comprehensions)


def _impure_calls(tree: ast.AST) -> set[str]:
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {func.id for func in called if isinstance(func, ast.Name)}
    methods = {func.attr for func in called if isinstance(func, ast.Attribute)}
    return (names | methods) & _IMPURE


def test_there_is_a_domain_to_look_at() -> None:
    assert len(_FILES) > 10


@pytest.mark.parametrize("file", _FILES, ids=lambda file: str(file.relative_to(_DOMAIN)))
def test_a_module_imports_only_what_does_no_io(file: Path) -> None:
    assert _foreign(ast.parse(file.read_text())) == []


@pytest.mark.parametrize("file", _FILES, ids=lambda file: str(file.relative_to(_DOMAIN)))
def test_a_module_waits_for_nothing(file: Path) -> None:
    assert not _waits(ast.parse(file.read_text()))


@pytest.mark.parametrize("file", _FILES, ids=lambda file: str(file.relative_to(_DOMAIN)))
def test_a_module_calls_nothing_that_reaches_the_world(file: Path) -> None:
    assert _impure_calls(ast.parse(file.read_text())) == set()


@pytest.mark.parametrize(
    "line", ["import socket", "from . import x", "import re, os", "from application import x"]
)
def test_a_forbidden_import_is_seen(line: str) -> None:
    assert _foreign(ast.parse(line)) != []


@pytest.mark.parametrize(
    "line", ["async def f(): ...", "async def f(): return [x async for x in y]"]
)
def test_waiting_is_seen(line: str) -> None:
    assert _waits(ast.parse(line))


@pytest.mark.parametrize("line", ["open('x')", "datetime.now(UTC)", "x = print(1)"])
def test_an_impure_call_is_seen(line: str) -> None:
    assert _impure_calls(ast.parse(line)) != set()

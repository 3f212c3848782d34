"""What commands print, in a terminal and into a pipe."""

import io
import re

import pytest

from entrypoints.cli.output import print_table

HEADS = ("ID", "NAME")
ROWS = [("wiki", "[bold]Club[/bold]"), ("a-longer-one", "-")]


_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    """A terminal that keeps what it shows."""

    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, rows: list[tuple[str, str]], **variables: str) -> str:
    """Give what a terminal of 30 columns shows; it must not be wider."""
    terminal = Terminal()
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"TERM": "xterm-256color", "COLUMNS": "30", **variables}.items():
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", terminal)
        print_table(HEADS, rows)
    text = terminal.getvalue()
    assert "─" in text
    assert all(len(line) <= 30 for line in _ESCAPE.sub("", text).splitlines())
    return text


def test_a_pipe_gets_plain_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(HEADS, ROWS)
    assert capsys.readouterr().out == (
        "ID            NAME\n"
        "wiki          [bold]Club[/bold]\n"
        "a-longer-one  -\n"
    )  # fmt: skip


def test_a_pipe_gets_the_heads_where_there_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(HEADS, iter(()))
    assert capsys.readouterr().out == "ID  NAME\n"


def test_a_terminal_gets_a_table_with_what_is_in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, [("wiki", "[bold]Club[/]")])
    assert "\x1b[36m" in text
    assert "[bold]Club[/]" in text


def test_no_color_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[36m" not in shown(monkeypatch, ROWS, NO_COLOR="1")


def test_what_does_not_fit_goes_on_below(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, [("a-longer-one", "x" * 40)], NO_COLOR="1")
    assert "a-longer-one" in text
    assert text.count("x") == 40


def test_control_characters_do_not_reach_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not {"\x07", "\x08"} & set(shown(monkeypatch, [("wiki", "a\x07b\x08c")]))

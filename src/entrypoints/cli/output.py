"""What commands print: tables for people, columns for pipes, JSON for programs; and refusals."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

_REFUSED = 1

as_option = click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="for people, or for programs",
)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, in a terminal as wide as that is; piped, in plain columns."""
    lines = list(rows)
    if sys.stdout.isatty():
        _for_people(heads, lines)
    else:
        _in_columns([heads, *lines])


def print_json(value: object) -> None:
    """Print for a program."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def s(count: int) -> str:
    """Give what stands behind a word for that many."""
    return "" if count == 1 else "s"


def warn(text: str) -> None:
    """Say on standard error what is worth a look, and wrong in nothing."""
    click.echo(f"guildpass: warning: {text}", err=True)


def refuse(why: str) -> NoReturn:
    """Say in one line why not, and end with exit code 1."""
    click.echo(f"guildpass: {why}", err=True)
    sys.exit(_REFUSED)


def _for_people(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    table = Table(header_style="bold", box=SIMPLE, pad_edge=False)
    for number, head in enumerate(heads):
        # What does not fit goes on below: half an id would be none.
        is_first = number == 0
        table.add_column(
            head, overflow="fold", no_wrap=is_first, style="cyan" if is_first else None
        )
    for line in lines:
        # As text: what stands in square brackets is no markup of ours.
        table.add_row(*map(Text, line))
    Console().print(table)


def _in_columns(lines: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())

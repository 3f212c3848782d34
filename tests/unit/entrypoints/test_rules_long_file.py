"""``guildpass.toml`` of a large club: thousands of ids, one per line."""

import tomllib
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from entrypoints.settings.files import look_at
from entrypoints.settings.rules.toml_file import RulesFile
from tests.unit.entrypoints.rules_files import APP, GUILDS, ROLES, SUBTEAMS, assert_fault

_IDS = "".join(f'  "{number}",\n' for number in range(10_000, 12_000))
_LIST = f"blocked_users = [\n{_IDS}]\n"
_WRONG = 'any = ["boord"] # here\n'
_SAID = 'any: there is no subteam "boord"; a role is written with @'
_BEFORE = f"{GUILDS}{ROLES}{SUBTEAMS}"
# Of 2000 lines by halves, and a few for what breaks off in the middle.
_MOST = 20


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give how long each text was that was taken for TOML."""
    lengths, loads = list[int](), tomllib.loads

    def counted(text: str) -> dict[str, Any]:
        lengths.append(len(text))
        return loads(text)

    monkeypatch.setattr(tomllib, "loads", counted)
    return lengths


_GATE, _OF_APP = "[gate]\n", f"{APP}[applications.app.gate]\n"
_MARKED = _LIST.replace("[", "[ # here").replace('"11500"', '"nelly"')
_NO_ID = "blocked_users: must list Discord user ids, as texts in quotes"
_TEXTS = {
    "after the ids": (f"{_GATE}{_LIST}{_WRONG}", f"gate.{_SAID}"),
    "before them": (f"{_GATE}{_WRONG}{_LIST}", f"gate.{_SAID}"),
    "among them": (f"{_GATE}{_MARKED}", f"gate.{_NO_ID}"),
    "of an application": (f"{_OF_APP}{_LIST}{_WRONG}", f"applications.app.gate.{_SAID}"),
}


@pytest.mark.parametrize(("text", "said"), list(_TEXTS.values()), ids=list(_TEXTS))
def test_the_line_is_found_without_reading_the_file_for_each_of_its_lines(
    tmp_path: Path, parsed: list[int], text: str, said: str
) -> None:
    assert_fault(tmp_path, f"{_BEFORE}{text}", f", {said}")
    assert 0 < len(parsed) <= _MOST


def test_what_a_file_looked_like_was_seen_before_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a change during the reading would never be read."""
    path = tmp_path / "guildpass.toml"
    path.write_text(GUILDS)
    before, opened = look_at(str(path)), Path.open

    def opened_and_replaced(self: Path, mode: str) -> BinaryIO:
        file = opened(self, mode)
        beside = path.with_suffix(".new")
        with opened(beside, "wb") as newer:
            newer.write(b"[gate]\n")
        beside.rename(path)
        return file  # type: ignore[return-value]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", opened_and_replaced)
        file = RulesFile.read(str(path))
    assert file.table.keys() == {"guilds"}
    assert file.seen == before != look_at(str(path))

"""Secrets among the settings that stand in files."""

from pathlib import Path

import pytest

from entrypoints.settings import SETTING_NAMES
from tests.unit.entrypoints.settings_values import load, refusal

MARK = "vAlUe"
NAMES = ("DISCORD_CLIENT_SECRET", "DISCORD_BOT_TOKEN", "REDIS_URL")
GOOD = {"REDIS_URL": "redis://:canary@127.0.0.1:6379/0"}


def test_there_is_a_file_for_each_secret() -> None:
    assert {name for name in SETTING_NAMES if name.removesuffix("_FILE") in NAMES} == {
        *NAMES,
        *(f"{name}_FILE" for name in NAMES),
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_file_holds_a_secret_and_its_end_of_line_does_not_count(
    tmp_path: Path, name: str, end: str
) -> None:
    secret = GOOD.get(name, "canary")
    (tmp_path / "secret").write_bytes((secret + end).encode())
    settings = load(**{name: None, f"{name}_FILE": str(tmp_path / "secret")})
    assert getattr(settings, name.lower()) == secret
    assert "canary" not in repr(settings)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("beside", [MARK, ""])
def test_a_secret_stands_in_one_place(tmp_path: Path, name: str, beside: str) -> None:
    (tmp_path / "secret").write_text(GOOD.get(name, "canary"), encoding="utf-8")
    said = refusal(name, **{name: beside, f"{name}_FILE": str(tmp_path / "secret")})
    assert said == f"{name}: stands beside {name}_FILE; remove one of the two"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "content", [b"", b"\n", b" vAlUe", b"vAlUe\nvAlUe\n", b"vAlUe\xff", b"\x00", b"v" * 4_097]
)
def test_a_file_that_holds_no_secret_is_told_and_not_shown(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / MARK
    path.write_bytes(content)
    assert MARK not in refusal(f"{name}_FILE", **{name: None, f"{name}_FILE": str(path)})


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    for path in (tmp_path, tmp_path / MARK, f" {MARK}", ""):
        said = refusal(f"{name}_FILE", **{name: None, f"{name}_FILE": str(path)})
        assert MARK not in said


@pytest.mark.parametrize(("name", "text"), [("DISCORD_BOT_TOKEN", "Bot x"), ("REDIS_URL", "x://y")])
def test_what_the_file_holds_has_to_be_right_as_well(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "secret").write_text(text, encoding="utf-8")
    assert text not in refusal(name, **{f"{name}_FILE": str(tmp_path / "secret")})


def test_without_either_the_setting_is_still_required() -> None:
    assert "is required" in refusal("DISCORD_CLIENT_SECRET", DISCORD_CLIENT_SECRET=None)

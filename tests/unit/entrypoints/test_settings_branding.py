"""How the pages look: what is taken, and what stops the start."""

import os
from pathlib import Path

import pytest

from entrypoints.branding import Branding, Picture
from entrypoints.settings.pictures import LARGEST
from tests.unit.entrypoints.pictures import DOCTYPE_SVG, KINDS, PNG, SCRIPTED_SVG, SVG
from tests.unit.entrypoints.settings_values import clients_json, load, refusal

MARK = "vAlUe"
_BOMB = (
    b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>'
)
_OUTSIDE = (
    b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
)
NO_PICTURES = {
    "empty": b"",
    "text": b"a logo",
    "html": b"<!doctype html><html><body></body></html>",
    "svg without its namespace": b"<svg></svg>",
    "svg that is cut off": SVG[:-3],
    "svg with more behind it": SVG + b"<p>",
    "svg inside something else": b"<html>" + SVG[SVG.index(b"<svg") :] + b"</html>",
    "entities": _BOMB,
    "an entity from outside": _OUTSIDE,
    "gif": b"GIF89a\x01\x00\x01\x00",
    "another riff": b"RIFF\x1a\x00\x00\x00WAVEfmt ",
    "png by its first letters only": b"\x89PNG",
    "pdf": b"%PDF-1.7",
}


def written(tmp_path: Path, content: bytes, name: str = f"{MARK}.png") -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return str(path)


def test_without_settings_it_is_ours() -> None:
    assert load().branding == Branding(name="Guildpass", accent="#4752c4")
    assert load().client_logos == {}


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    settings = load(
        BRAND_NAME="Ruderclub Zoë & Söhne",
        BRAND_ACCENT="#00AA55",
        BRAND_LOGO_FILE=written(tmp_path, PNG),
        SUPPORT_URL="https://club.example/help?lang=de#top",
    )
    assert settings.branding == Branding(
        name="Ruderclub Zoë & Söhne",
        accent="#00aa55",
        logo=Picture(content=PNG, media_type="image/png"),
        support_url="https://club.example/help?lang=de#top",
    )


@pytest.mark.parametrize(("media_type", "content"), KINDS.items(), ids=KINDS.keys())
def test_a_picture_is_told_by_its_content_and_not_by_its_name(
    tmp_path: Path, media_type: str, content: bytes
) -> None:
    logo = load(BRAND_LOGO_FILE=written(tmp_path, content, "logo.txt")).branding.logo
    assert logo == Picture(content=content, media_type=media_type)


@pytest.mark.parametrize("content", [SCRIPTED_SVG, DOCTYPE_SVG, b"\xef\xbb\xbf" + SVG])
def test_an_svg_may_look_as_drawing_programs_write_it(tmp_path: Path, content: bytes) -> None:
    logo = load(BRAND_LOGO_FILE=written(tmp_path, content)).branding.logo
    assert logo
    assert logo.media_type == "image/svg+xml"


@pytest.mark.parametrize("content", NO_PICTURES.values(), ids=NO_PICTURES.keys())
def test_what_is_no_picture_stops_the_start(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    said = refusal("BRAND_LOGO_FILE", BRAND_LOGO_FILE=path)
    assert "none of JPEG, PNG, SVG, WebP" in said
    assert MARK not in said


def test_a_picture_may_have_256_kib_and_not_one_byte_more(tmp_path: Path) -> None:
    whole = PNG.ljust(LARGEST, b"\x00")
    logo = load(BRAND_LOGO_FILE=written(tmp_path, whole)).branding.logo
    assert logo
    assert len(logo.content) == 262_144
    path = written(tmp_path, whole + b"\x00")
    assert "more than 256 KiB" in refusal("BRAND_LOGO_FILE", BRAND_LOGO_FILE=path)


def test_what_is_no_file_is_neither_opened_nor_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (str(tmp_path), str(pipe), "/dev/zero", "/dev/null"):
        assert "is not a file" in refusal("BRAND_LOGO_FILE", BRAND_LOGO_FILE=path)


def test_a_file_that_is_missing_or_no_path_is_said_so(tmp_path: Path) -> None:
    path = str(tmp_path / MARK)
    said = refusal("BRAND_LOGO_FILE", BRAND_LOGO_FILE=path)
    assert "cannot be read (No such file or directory)" in said
    assert MARK not in said
    assert "cannot be read" in refusal("BRAND_LOGO_FILE", BRAND_LOGO_FILE="x" * 5000)


@pytest.mark.parametrize(
    "colour",
    [
        MARK, "4752c4", "#4752c", "#4752c4f", "#fff", "#gggggg", "red", "rgb(1,2,3)",
        f"#000;}}{MARK}", "#00000\u0660", "#000000;",
    ],
)  # fmt: skip
def test_an_accent_is_six_hexadecimal_digits(colour: str) -> None:
    said = refusal("BRAND_ACCENT", BRAND_ACCENT=colour)
    assert said.endswith("such as #4752c4")


@pytest.mark.parametrize("name", ["x" * 65, "a\u202eb", "\u200b", "a\u2066b", "a\nb"])
def test_a_name_is_short_and_can_be_seen(name: str) -> None:
    assert "\u202e" not in refusal("BRAND_NAME", BRAND_NAME=name)


@pytest.mark.parametrize("name", ["BRAND_NAME", "BRAND_ACCENT", "BRAND_LOGO_FILE", "SUPPORT_URL"])
def test_a_setting_that_is_there_but_empty_is_a_mistake(name: str) -> None:
    assert "is empty" in refusal(name, **{name: ""})


@pytest.mark.parametrize(
    "page", [f"http://{MARK}.example", f"javascript:{MARK}", f"mailto:{MARK}@club.example", "help"]
)
def test_help_is_an_https_page(page: str) -> None:
    assert MARK.lower() not in refusal("SUPPORT_URL", SUPPORT_URL=page).lower()


def test_a_client_has_its_logo(tmp_path: Path) -> None:
    settings = load(OAUTH_CLIENTS=clients_json(logo_file=written(tmp_path, SVG)))
    assert settings.client_logos == {"app": Picture(content=SVG, media_type="image/svg+xml")}
    assert load(OAUTH_CLIENTS=clients_json()).client_logos == {}


def test_a_logo_that_cannot_be_used_names_the_client(tmp_path: Path) -> None:
    said = refusal(
        "OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(logo_file=written(tmp_path, b"nothing"))
    )
    assert 'client "app": logo_file the file is none of' in said
    assert MARK not in said
    wrong: object
    for wrong in (["x.png"], 7, {}):
        said = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(logo_file=wrong))
        assert "logo_file must be a text in quotes" in said
    for path in ("", "\u0000"):
        said = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(logo_file=path))
        assert 'client "app": logo_file' in said

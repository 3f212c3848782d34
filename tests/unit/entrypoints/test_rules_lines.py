"""``guildpass.toml``: a fault is on the line on which it is, however the file is written."""

from pathlib import Path

import pytest

from tests.unit.entrypoints.rules_files import (
    APP,
    GUILDS,
    ROLES,
    SUBTEAMS,
    assert_fault,
    fault_of,
)

NO_TOML = "is not valid TOML"
EMPTY = (
    "redirect_uris is empty: name at least one; "
    "a resource server that signs nobody in has grant_types [] instead"
)
BOORD = 'gate.any: there is no subteam "boord"; a role is written with @'
KNOWN = f"{GUILDS}{ROLES}{SUBTEAMS}"
SHAPES = {
    "plain": '[gate]\nany = ["boord"] # here\n',
    "comments before": '[gate]\n# any = ["boord"]\n\n   # any\nany = ["boord"] # here\n',
    "a list over lines": '[gate]\nany = [ # here\n  "board",\n  # boord\n  "boord",\n]\n',
    "after a list over lines": (
        '[gate]\nall = [\n  "board",\n  "members"\n]\n\nany = ["boord"] # here\n'
    ),
    "quoted": '["gate"]\n"any" = ["boord"] # here\n',
    "quoted otherwise": "[ 'gate' ]\n'any'=['boord'] # here\n",
    "no end of line": '[gate]\nany = ["boord"] # here',
    "brackets in texts": '[gate]\nblocked_users = []\nany = ["boord", "]\\"#"] # here\n',
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_line_is_right(tmp_path: Path, shape: str, ends: str, mark: str) -> None:
    text = f"{KNOWN}{SHAPES[shape]}"
    said = f", {BOORD}"
    written = (mark + text.replace("\n", ends)).encode()
    assert_fault(tmp_path, text, said)
    assert fault_of(tmp_path, written) == fault_of(tmp_path, text)


@pytest.mark.parametrize("before", ["\u2028", "\u0085", "\u2029", "\ufeff"])
def test_only_ends_of_lines_end_lines(tmp_path: Path, before: str) -> None:
    """Python knows more of them than TOML and editors do."""
    assert_fault(tmp_path, f"# {before}\n{KNOWN}[gate]\nany = ['boord'] # here\n", f", {BOORD}")


@pytest.mark.parametrize(
    "lines",
    [
        'gate = { two_factor = true, any = ["boord"] } # here\n',
        'gate.two_factor = true\ngate.any = ["boord"] # here\n',
        'gate.two_factor = true\n"gate" . "any" = ["boord"] # here\n',
        '[applications.app.gate]\nany = ["boord"] # here\n',
        'gate = { any = [ # here\n"board",\n"boord" ], two_factor = true }\n',
    ],
)
@pytest.mark.parametrize("client_id", ["app", '"https://app.example.org"'])
def test_the_line_is_right_within_an_application(
    tmp_path: Path, lines: str, client_id: str
) -> None:
    text = f"{KNOWN}{APP}{lines}[applications.last]\n".replace(
        "applications.app", f"applications.{client_id}"
    )
    said = f", applications.{client_id}.{BOORD}"
    assert_fault(tmp_path, text, said)


def test_what_lacks_in_a_table_is_on_the_line_of_the_table(tmp_path: Path) -> None:
    text = f"{GUILDS}\n[applications.app] # here\nclient_secret = 'x'\n"
    assert_fault(tmp_path, text, f", applications.app: {EMPTY}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("post_logout_redirect_uris = ['x']", "post_logout_redirect_uris: post-logout redirect"),
        ("backchannel_logout_uri = 'x'", "backchannel_logout_uri: "),
        ("cors_origins = ['x']", "cors_origins: number 1"),
        ("consent = 'x'", "consent: must be"),
        ("client_secret_env = 'X'", "client_secret: stands beside client_secret_env"),
        ("audience = 'app'", "audience: must not be a client id"),
        ("logo_file = 'no.png'", "logo_file: the file cannot be read"),
        ("offline_access = 'always'", "offline_access: goes with refresh_token"),
        ("grant_types = ['authorization_code', 'refresh_token']", "grant_types: refresh_token"),
    ],
)  # fmt: skip
def test_what_is_said_of_metadata_is_on_its_line(tmp_path: Path, line: str, said: str) -> None:
    found = fault_of(tmp_path, f"{GUILDS}{APP}\n{line}\n")
    number = "6" if said.startswith("client_secret:") else "8"
    assert found.startswith(f"line {number}, applications.app.{said}")


def test_a_redirect_uri_is_on_the_line_of_its_list(tmp_path: Path) -> None:
    text = f"{GUILDS}{APP.replace('https', 'http')}"
    said = "redirect URI number 1 must be https, since the host is not loopback"
    assert fault_of(tmp_path, text) == f"line 5, applications.app.redirect_uris: {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[gate]\nx = \n", f"line 2, column 5: {NO_TOML}: Invalid value"),
        ("[gate]\nany = ['a'\n\n", f"line 2, end of document: {NO_TOML}: Unclosed array"),
        ("[gate]\n[gate]\n", f"line 2, column 6: {NO_TOML}: Cannot declare ('gate',) twice"),
        ("[gate]\nany = []\nany = []\n", f"line 3, column 9: {NO_TOML}: Cannot overwrite a value"),
        ("client_secret = hunter2\n", f"line 1, column 17: {NO_TOML}: Invalid value"),
    ],
)  # fmt: skip
def test_what_is_no_toml_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    assert fault_of(tmp_path, text) == said


def test_the_line_is_right_in_a_long_file(tmp_path: Path) -> None:
    many = "".join(
        f"[subteams.s{number}]\nany = [\n  '@captain',\n  '@member',\n]\n"
        for number in range(1_000)
    )
    assert_fault(
        tmp_path, f"{GUILDS}{ROLES}{many}[gate]\nany = ['boord'] # here\n{APP}", f", {BOORD}"
    )

"""Logging: what is hidden, and that a line is always written."""

import json
import logging
import sys
from dataclasses import dataclass
from typing import Literal

import pytest
import structlog

from entrypoints.log_setup import configure_logging
from tests.unit.entrypoints.conftest import LIBRARIES

SECRET = "s3cr3t"
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"

pytestmark = pytest.mark.usefixtures("logging_as_before")

Format = Literal["json", "console"]
both_formats = pytest.mark.parametrize("log_format", ["json", "console"])


def configured(log_format: Format) -> structlog.typing.FilteringBoundLogger:
    """Configure logging within the test, since pytest keeps handlers apart between its phases."""
    configure_logging(log_format, "info")
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger("test")
    return logger


@both_formats
@pytest.mark.parametrize(
    "name",
    [
        *("client_secret", "DISCORD_CLIENT_SECRET", "password", "authorization", "Cookie"),
        *("set_cookie", "code_verifier", "private_key", "bot_token", "code", "state", "nonce"),
        *("token", "access_token", "id_token", "refresh_token", "id_token_hint", "auth_code"),
    ],
)
def test_a_value_is_hidden_by_its_name(
    capsys: pytest.CaptureFixture[str], log_format: Format, name: str
) -> None:
    log = configured(log_format)
    log.info("seen", **{name: SECRET}, kept="in-sight", nested={"deeper": [{name: SECRET}]})
    out = capsys.readouterr().out
    assert SECRET not in out
    assert "in-sight" in out
    assert out.count("[redacted]") == 2


def fail(text: str) -> None:
    try:
        int(text)
    except ValueError as fault:
        raise RuntimeError(text) from fault


def chained(text: str) -> Exception:
    """Give a raised exception whose cause tells the same."""
    with pytest.raises(RuntimeError) as caught:
        fail(text)
    return caught.value


@both_formats
@pytest.mark.parametrize(
    "text",
    [
        f"Bearer {SECRET}",
        f"Authorization: Bearer {SECRET}",
        f"Basic {SECRET}=",
        f"Bot {SECRET}",
        f"GET /cb?code={SECRET}&state={SECRET}",
        f"code={SECRET}&state={SECRET}",
        f"body: grant_type=x&code_verifier={SECRET}&client_secret={SECRET}",
        f"to 'https://a.example/cb?state={SECRET}' it went",
        f"/?access_token={SECRET}",
        f"/?id_token_hint={SECRET}",
        f"/?nonce={SECRET}",
        f"redis://:{SECRET}@host:6379/0",
        f"rediss://user:{SECRET}@host",
        f"redis://:x@{SECRET}@host",
        f"redis://host?password={SECRET}",
        f"https://user:{SECRET}@host/path",
        JWT.replace("c2lnbmF0dXJl", SECRET),
        f"token was '{JWT[:-3]}{SECRET}'",
    ],
)
def test_a_value_is_hidden_by_its_shape_wherever_it_stands(
    capsys: pytest.CaptureFixture[str], log_format: Format, text: str
) -> None:
    log = configured(log_format)
    log.info(text, detail=f"said: {text}", many=[text], error=ValueError(text), raw=text.encode())
    log.info("by place %s", text)
    log.error("failed", exc_info=chained(text))
    logging.getLogger("library").warning("a library says %s", text)
    logging.getLogger("library").error("and fails", exc_info=KeyError(text))
    out = capsys.readouterr().out
    assert SECRET not in out
    assert "RuntimeError" in out
    assert "KeyError" in out
    assert out.count("[redacted]") >= 8


@both_formats
@pytest.mark.parametrize(
    "text",
    [
        "the Basic credentials cannot be decoded",
        "the Authorization scheme is not Basic",
        "https://id.example.org:8443/path",
        "status_code=200",
        "DiscordBot (https://id.example.org, 0.1.0)",
        "nelly@example.org",
    ],
)
def test_what_is_no_secret_stays_readable(
    capsys: pytest.CaptureFixture[str], log_format: Format, text: str
) -> None:
    log = configured(log_format)
    log.info("seen", detail=text)
    assert text in capsys.readouterr().out


@dataclass
class Odd:
    """Something no serializer knows."""

    mark: str = "odd-one"


@both_formats
@pytest.mark.parametrize(
    "value",
    ["\ud800", "a\x00b", b"\xff", Odd(), {1: Odd()}, {"a", "b"}, 2**100, float("nan"), None],
)
def test_whatever_is_logged_gives_one_line(
    capsys: pytest.CaptureFixture[str], log_format: Format, value: object
) -> None:
    log = configured(log_format)
    log.info("seen", value=value)
    out = capsys.readouterr().out
    assert "seen" in out
    assert out.count("\n") == 1


def written(capsys: pytest.CaptureFixture[str], log_format: Format | None) -> str:
    configure_logging(log_format, "warning")
    structlog.get_logger("t").info("too quiet")
    structlog.get_logger("t").warning("heard", line="a\nb")
    logging.getLogger("httpx").info("GET https://discord.com/?code=1")
    logging.getLogger("library").warning("also %s", "heard")
    return capsys.readouterr().out


def test_json_is_one_object_a_line_from_us_and_from_libraries(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ours, theirs = [json.loads(line) for line in written(capsys, "json").splitlines()]
    assert (ours["event"], ours["level"], ours["line"]) == ("heard", "warning", "a\nb")
    assert (theirs["event"], theirs["level"]) == ("also heard", "warning")
    assert ours.keys() - {"line"} == theirs.keys() == {"event", "level", "timestamp"}


def test_off_a_terminal_it_is_json_and_on_one_it_is_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert written(capsys, None).startswith("{")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert not written(capsys, None).startswith("{")


def test_at_debug_libraries_still_write_no_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("json", "debug")
    structlog.get_logger("t").debug("heard")
    for name in LIBRARIES:
        logging.getLogger(name).info("GET https://discord.com/?code=1")
    assert len(capsys.readouterr().out.splitlines()) == 1

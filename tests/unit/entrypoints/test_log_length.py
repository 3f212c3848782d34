"""Nobody fills the log by what they send, and a traceback keeps its end."""

import logging
from typing import Literal

import pytest
import structlog

from entrypoints.log_setup import configure_logging, redact

pytestmark = pytest.mark.usefixtures("logging_as_before")

LONGEST = 512
LINE = 1_000
both_formats = pytest.mark.parametrize("log_format", ["json", "console"])


class Talkative:
    """Something whose repr has no end."""

    def __repr__(self) -> str:
        """Go on and on."""
        return "x" * 100_000


@both_formats
@pytest.mark.parametrize(
    "value",
    [
        "x" * (LONGEST + 1),
        "x" * 100_000,
        b"x" * 100_000,
        ["x" * 100_000],
        {"inner": {"deeper": "x" * 100_000}},
        ValueError("x" * 100_000),
        Talkative(),
    ],
    ids=["by one", "by far", "bytes", "in a list", "nested", "exception", "repr"],
)
def test_what_is_longer_than_512_characters_is_cut(
    capsys: pytest.CaptureFixture[str], log_format: Literal["json", "console"], value: object
) -> None:
    configure_logging(log_format, "info")
    structlog.get_logger("test").info("seen", value=value, kept="in-sight")
    out = capsys.readouterr().out
    assert LONGEST - 20 < out.count("x") <= LONGEST
    assert len(out) < LINE
    assert "in-sight" in out


@both_formats
def test_the_event_itself_is_cut_too_whoever_writes_it(
    capsys: pytest.CaptureFixture[str], log_format: Literal["json", "console"]
) -> None:
    configure_logging(log_format, "info")
    structlog.get_logger("test").info("x" * 100_000)
    logging.getLogger("library").warning("%s", "x" * 100_000)
    ours, theirs = capsys.readouterr().out.splitlines()
    assert ours.count("x") == theirs.count("x") == LONGEST


@both_formats
def test_what_is_512_characters_long_is_not_cut(
    capsys: pytest.CaptureFixture[str], log_format: Literal["json", "console"]
) -> None:
    configure_logging(log_format, "info")
    structlog.get_logger("test").info("seen", value="y" * LONGEST)
    assert "y" * LONGEST in capsys.readouterr().out


def deep(calls: int) -> None:
    """Fail far down, for a traceback of many lines; each frame differs, so none is folded."""
    if calls == 0:
        raise RuntimeError("the end of it")
    (deep if calls % 2 else deeper)(calls - 1)


def deeper(calls: int) -> None:
    """Alternate with :func:`deep`."""
    deep(calls)


@both_formats
def test_a_traceback_is_written_to_its_end(
    capsys: pytest.CaptureFixture[str], log_format: Literal["json", "console"]
) -> None:
    configure_logging(log_format, "info")
    with pytest.raises(RuntimeError) as caught:
        deep(20)
    structlog.get_logger("test").error("failed", exc_info=caught.value)
    logging.getLogger("library").error("failed too", exc_info=caught.value)
    out = capsys.readouterr().out
    assert out.count("RuntimeError: the end of it") == 2
    assert len(out) > 4 * LONGEST


@pytest.mark.parametrize("before", range(LONGEST - 60, LONGEST))
def test_a_secret_is_found_before_the_text_is_cut(before: int) -> None:
    text = "x" * before + " redis://:a-canary@redis.example:6379/0 and more of it"
    event = redact(None, "", {"reason": text})
    assert "canary" not in str(event["reason"])
    assert len(str(event["reason"])) <= LONGEST

"""Processes that append to one file do not write into each other's lines."""

import io
import logging
from typing import Literal

import pytest
import structlog

from entrypoints.log_setup import configure_logging

pytestmark = pytest.mark.usefixtures("logging_as_before")


class Descriptor(io.RawIOBase):
    """Keeps apart what each call to the system was given."""

    name = "stdout"

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []

    def writable(self) -> bool:
        """Say so."""
        return True

    def write(self, chunk: object) -> int:
        """Take all of it."""
        self.written.append(bytes(memoryview(chunk)))  # type: ignore[arg-type]
        return len(self.written[-1])


def stream_of(descriptor: Descriptor, kind: str) -> io.TextIOWrapper:
    """Give standard output as Python makes it."""
    if kind == "PYTHONUNBUFFERED":
        return io.TextIOWrapper(descriptor, write_through=True)
    return io.TextIOWrapper(io.BufferedWriter(descriptor), line_buffering=kind == "terminal")


@pytest.mark.parametrize("kind", ["PYTHONUNBUFFERED", "terminal", "file"])
@pytest.mark.parametrize("length", [1, 500, 20_000])
@pytest.mark.parametrize("log_format", ["json", "console"])
def test_each_event_is_written_at_once_with_its_newline(
    kind: str, length: int, log_format: Literal["json", "console"]
) -> None:
    descriptor = Descriptor()
    configure_logging(log_format, "info", stream=stream_of(descriptor, kind))
    structlog.get_logger("test").info("seen", many=["x" * 50] * (length // 50))
    logging.getLogger("library").warning("a library says %s", "x" * length)
    assert len(descriptor.written) == 2
    assert all(chunk.endswith(b"\n") for chunk in descriptor.written)

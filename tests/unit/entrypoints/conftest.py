"""Fixtures of the tests of the edges."""

import logging
from collections.abc import Iterator

import pytest
import structlog

LIBRARIES = ("httpx", "httpcore", "uvicorn")


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    root.handlers, root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()

"""Fixtures of the tests of the edges."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from entrypoints.settings import SETTING_NAMES
from tests.unit.entrypoints.command import FILE, NOTHING_ELSE, Command

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


@pytest.fixture(scope="session")
def key_text() -> bytes:
    """Give a key, made on the spot."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())


@pytest.fixture
def command(tmp_path: Path, key_text: bytes, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give the command where there are a key and a file."""
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "private_key.pem").write_bytes(key_text)
    made = Command(tmp_path, dict(NOTHING_ELSE))
    made.file.write_text(FILE)
    return made

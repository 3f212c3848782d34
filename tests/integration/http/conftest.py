"""Fixtures of the HTTP tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from structlog.testing import capture_logs
from structlog.typing import EventDict

from tests.integration.http.browser import Browser
from tests.integration.http.harness import LOOPBACK_ISSUER, Provider, provider_of, settings_for
from tests.integration.http.program import Program, refreshing


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the path of a signing key, one for the whole run."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    path: Path = tmp_path_factory.mktemp("key") / "private_key.pem"
    path.write_bytes(pem)
    return str(path)


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[EventDict]]:
    """Give what is logged, whatever another test has configured."""
    structlog.reset_defaults()
    with capture_logs() as captured:
        yield captured


@pytest.fixture
def provider(key_file: str) -> Provider:
    """Give a provider whose issuer is https."""
    return provider_of(settings_for(key_file))


@pytest.fixture
def loopback(key_file: str) -> Provider:
    """Give a provider whose issuer is http on loopback."""
    return provider_of(settings_for(key_file, LOOPBACK_ISSUER))


@pytest.fixture
def with_bot(key_file: str) -> Provider:
    """Give a provider that reads memberships by a bot."""
    return provider_of(settings_for(key_file, DISCORD_BOT_TOKEN="bot-token"))


@pytest.fixture
def offline(key_file: str) -> Provider:
    """Give a provider whose clients may have refresh tokens."""
    return refreshing(key_file)


@pytest.fixture
def program(offline: Provider) -> Program:
    """Give an application that may have them."""
    return Program(provider=offline)


@pytest.fixture
def browser(provider: Provider) -> Browser:
    """Give a browser at the https provider."""
    return Browser(provider)

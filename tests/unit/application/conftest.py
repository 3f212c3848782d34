"""Fixtures of the use case tests."""

import pytest

from adapters.jose.signing_key import SigningKey
from tests.unit.application.house import House


@pytest.fixture
def house(signing_key: SigningKey) -> House:
    """Give an application nobody has used yet."""
    return House(signing_key)

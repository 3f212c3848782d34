"""Fixtures of the unit tests."""

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import settings

from adapters.jose.signing_key import SigningKey

settings.register_profile("unit", derandomize=True, deadline=None, database=None, max_examples=200)
settings.load_profile("unit")


@pytest.fixture(scope="session")
def signing_key() -> SigningKey:
    """Give one real key, made on the spot."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return SigningKey.from_pem(pem)

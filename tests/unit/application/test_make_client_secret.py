"""Secrets of clients, made at the command line."""

import re
from hashlib import sha256

import pytest

from adapters.system.token_generator import SecretsTokenGenerator
from application.operate.make_client_secret import MakeClientSecret

pytestmark = pytest.mark.anyio


async def test_a_secret_has_256_bits_in_characters_that_no_encoding_changes() -> None:
    make = MakeClientSecret(tokens=SecretsTokenGenerator())
    one, other = await make(), await make()
    # 43 characters of 64: RFC 3986 section 2.3 has all of them.
    assert re.fullmatch("[A-Za-z0-9_-]{43}", one.text)
    assert one.text != other.text


async def test_its_digest_is_kept_and_itself_is_not_shown_by_chance() -> None:
    secret = await MakeClientSecret(tokens=SecretsTokenGenerator())()
    assert secret.sha256 == sha256(secret.text.encode()).hexdigest()
    assert secret.text not in repr(secret)

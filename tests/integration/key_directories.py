"""Directories of keys, as ``guildpass keys`` writes them and as accidents leave them."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from adapters.jose.key_file import write_key_file
from adapters.jose.signing_key import SigningKey
from domain.signing_algorithm import SigningAlgorithm
from tests.builders import NOW


def put_key(
    directory: Path,
    alg: SigningAlgorithm = SigningAlgorithm.ES256,
    *,
    published_at: datetime = NOW,
    signs_from: datetime | None = None,
) -> SigningKey:
    """Write a new key, which signs from the moment it is published unless said otherwise."""
    directory.mkdir(mode=0o700, exist_ok=True)
    begins = published_at if signs_from is None else signs_from
    key, pem = SigningKey.generate(alg, published_at=published_at, signs_from=begins)
    write_key_file(directory, key, pem)
    return key


def put_key_that_begins(directory: Path, begins: str) -> SigningKey:
    """Write the first new key whose kid begins so."""
    directory.mkdir(mode=0o700)
    alg = SigningAlgorithm.EDDSA
    key, pem = SigningKey.generate(alg, published_at=NOW, signs_from=NOW)
    while not key.kid.startswith(begins):
        key, pem = SigningKey.generate(alg, published_at=NOW, signs_from=NOW)
    write_key_file(directory, key, pem)
    return key


def file_of(directory: Path, key: SigningKey) -> Path:
    """Give its file."""
    return directory / f"{key.kid}.json"


def entry(pem: bytes, alg: str = "RS256", **changes: object) -> Mapping[str, object]:
    """Give what stands in a file; None leaves a name out."""
    members: dict[str, object] = {
        "alg": alg,
        "published_at": "2026-11-24T12:00:00Z",
        "signs_from": "2026-11-24T12:00:00Z",
        "private_key": pem.decode(),
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def put_entry(directory: Path, members: Mapping[str, object], name: str) -> Path:
    """Write a file by hand."""
    directory.mkdir(mode=0o700, exist_ok=True)
    path = directory / name
    path.write_text(json.dumps(members))
    path.chmod(0o600)
    return path

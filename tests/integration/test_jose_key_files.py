"""``JWT_PRIVATE_KEY_FILE``: what cannot sign stops the start, and nothing of it is shown."""

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from entrypoints.container import read_signing_key
from entrypoints.settings import SettingsError
from tests.integration.jose_tokens import a_key, pem_of, public_pem_of

PKCS1, PKCS8 = PrivateFormat.TraditionalOpenSSL, PrivateFormat.PKCS8
EC_KEY = ec.generate_private_key(ec.SECP256R1())
P256, UNKNOWN_CURVE = bytes.fromhex("2a8648ce3d030107"), bytes.fromhex("2a8648ce3d03017f")


def as_pem(der: bytes) -> bytes:
    body = base64.encodebytes(der)
    return b"-----BEGIN PRIVATE KEY-----\n" + body + b"-----END PRIVATE KEY-----\n"


def inconsistent() -> bytes:
    der = bytearray(a_key().private_bytes(Encoding.DER, PKCS8, NoEncryption()))
    der[len(der) // 2] ^= 1
    return as_pem(bytes(der))


WRONG = {
    "shorter than 2048 bits": pem_of(a_key(bits=1024)),
    "one bit too short": pem_of(a_key(bits=2047)),
    "elliptic curve": EC_KEY.private_bytes(Encoding.PEM, PKCS8, NoEncryption()),
    "elliptic curve, old form": EC_KEY.private_bytes(Encoding.PEM, PKCS1, NoEncryption()),
    "unknown curve": as_pem(
        EC_KEY.private_bytes(Encoding.DER, PKCS8, NoEncryption()).replace(P256, UNKNOWN_CURVE)
    ),
    "Ed25519": ed25519.Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PKCS8, NoEncryption()
    ),
    "encrypted": pem_of(a_key(), BestAvailableEncryption(b"pass")),
    "encrypted, old form": pem_of(a_key(), BestAvailableEncryption(b"pass"), PKCS1),
    "public only": public_pem_of(a_key()),
    "DER": a_key().private_bytes(Encoding.DER, PKCS8, NoEncryption()),
    "half written": pem_of(a_key())[:900],
    "inconsistent": inconsistent(),
    "text": b"canary-of-a-password\n",
    "bytes": b"\xff\x00\xfe",
    "empty": b"",
    "PEM without a key": b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
    "certificate": b"-----BEGIN CERTIFICATE-----\nY2FuYXJ5\n-----END CERTIFICATE-----\n",
}


def refusal(path: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        read_signing_key(str(path))
    message = str(caught.value)
    assert message.startswith("JWT_PRIVATE_KEY_FILE: the file ")
    assert message.isprintable()
    assert len(message) < 150
    assert caught.value.__cause__ is None
    return message


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_sign_is_refused_without_its_content(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    message = refusal(path)
    assert str(tmp_path) not in message
    for line in (line for line in content.decode("latin-1").splitlines() if len(line) > 8):
        assert line not in message


@pytest.mark.parametrize(
    ("kind", "mend"),
    [
        ("shorter than 2048 bits", "2048"),
        ("encrypted", "passphrase"),
        ("elliptic curve", "not an RSA key"),
        ("public only", "no PEM private key"),
    ],
)
def test_the_mend_fits_the_fault(tmp_path: Path, kind: str, mend: str) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(WRONG[kind])
    assert mend in refusal(path)


def test_a_missing_file_a_directory_and_a_loop_of_links_are_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop.pem"
    loop.symlink_to(loop)
    assert "No such file" in refusal(tmp_path / "missing.pem")
    assert "Is a directory" in refusal(tmp_path)
    assert "Too many levels" in refusal(loop)


def test_a_device_without_end_is_refused() -> None:
    assert "no PEM private key" in refusal(Path("/dev/zero"))


@pytest.mark.parametrize("form", [PKCS1, PKCS8])
def test_both_forms_openssl_writes_give_the_same_key(tmp_path: Path, form: PrivateFormat) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(pem_of(a_key(), form=form).replace(b"\n", b"\r\n"))
    other = tmp_path / "other.pem"
    other.write_bytes(b"\n# a note before the key\n" + pem_of(a_key()))
    key = read_signing_key(str(path))
    assert key.kid == read_signing_key(str(other)).kid
    assert len(key.kid) == 43
    assert "PRIVATE" not in repr(key)
    assert repr(key) == f"SigningKey(record={key.record!r})"

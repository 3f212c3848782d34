"""``TLS_CERT_FILE`` and ``TLS_KEY_FILE``: tried out before anything listens."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from entrypoints.settings.model import TlsFiles
from tests.unit.entrypoints.settings_values import load, refusal

MARK = "vAlUe"
PEM = {"cert": "TLS_CERT_FILE", "key": "TLS_KEY_FILE"}


def _pem(key: ec.EllipticCurvePrivateKey, encryption: KeySerializationEncryption) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def _certificate(key: ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "id.example.org")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    valid = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1))
    return valid.sign(key, SHA256()).public_bytes(Encoding.PEM)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Give a certificate and its key, in a directory whose name must not be told."""
    home = tmp_path / MARK
    home.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    (home / "cert.pem").write_bytes(_certificate(key))
    (home / "key.pem").write_bytes(_pem(key, NoEncryption()))
    return {"TLS_CERT_FILE": str(home / "cert.pem"), "TLS_KEY_FILE": str(home / "key.pem")}


def test_a_certificate_and_its_key_are_taken(files: dict[str, str]) -> None:
    expected = TlsFiles(cert_file=files["TLS_CERT_FILE"], key_file=files["TLS_KEY_FILE"])
    assert load(**files).tls == expected


def test_a_chain_may_follow_the_certificate(files: dict[str, str]) -> None:
    path = Path(files["TLS_CERT_FILE"])
    path.write_bytes(path.read_bytes() + _certificate(ec.generate_private_key(ec.SECP256R1())))
    assert load(**files).tls


@pytest.mark.parametrize("missing", PEM.values())
def test_one_without_the_other_is_a_mistake(files: dict[str, str], missing: str) -> None:
    message = refusal(missing, **{**files, missing: None})
    assert "required" in message
    assert MARK not in message


@pytest.mark.parametrize("name", PEM.values())
@pytest.mark.parametrize("text", ["", " "])
def test_a_file_that_is_named_but_empty_is_a_mistake(
    files: dict[str, str], name: str, text: str
) -> None:
    assert "is empty" in refusal(name, **{**files, name: text})


@pytest.mark.parametrize("name", PEM.values())
@pytest.mark.parametrize("place", ["no-such-file.pem", "", "cert.pem/x", "x" * 300])
def test_a_file_that_cannot_be_read_is_named_by_its_setting(
    files: dict[str, str], name: str, place: str
) -> None:
    path = str(Path(files[name]).parent / place)
    message = refusal(name, **{**files, name: path})
    assert "cannot be read" in message
    assert MARK not in message


def _mend(name: str, files: dict[str, str]) -> str:
    message = refusal(name, **files)
    assert MARK not in message
    return message


@pytest.mark.parametrize("name", PEM.values())
@pytest.mark.parametrize("content", [b"", b"vAlUe", b"\x00\xff" * 500, b"-----BEGIN vAlUe-----\n"])
def test_what_is_no_pem_is_refused(files: dict[str, str], name: str, content: bytes) -> None:
    Path(files[name]).write_bytes(content)
    assert "holds no PEM" in _mend(name, files)


@pytest.mark.parametrize(
    ("given", "named"), [("TLS_CERT_FILE", "TLS_KEY_FILE"), ("TLS_KEY_FILE", "TLS_CERT_FILE")]
)
def test_one_file_cannot_stand_for_both(files: dict[str, str], given: str, named: str) -> None:
    assert "holds no PEM" in _mend(named, dict.fromkeys(files, files[given]))


def test_two_files_the_wrong_way_round_are_refused(files: dict[str, str]) -> None:
    certificate, key = files["TLS_CERT_FILE"], files["TLS_KEY_FILE"]
    swapped = {"TLS_CERT_FILE": key, "TLS_KEY_FILE": certificate}
    assert "holds no PEM certificate; are the two swapped?" in _mend("TLS_CERT_FILE", swapped)


def test_the_key_of_another_certificate_is_refused(files: dict[str, str]) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    Path(files["TLS_KEY_FILE"]).write_bytes(_pem(other, NoEncryption()))
    assert "is not the key of" in _mend("TLS_KEY_FILE", files)


def test_a_key_with_a_passphrase_is_refused_without_asking_for_it(
    files: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    Path(files["TLS_CERT_FILE"]).write_bytes(_certificate(key))
    Path(files["TLS_KEY_FILE"]).write_bytes(_pem(key, BestAvailableEncryption(b"passphrase")))
    assert "has a passphrase" in _mend("TLS_KEY_FILE", files)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("issuer", ["http://localhost:8000", "http://127.0.0.1:8000"])
def test_who_speaks_https_has_an_issuer_of_https(files: dict[str, str], issuer: str) -> None:
    assert "TLS_CERT_FILE" in refusal("ISSUER", **files, ISSUER=issuer)
    assert load(ISSUER=issuer).tls is None


def test_an_issuer_of_https_may_leave_tls_to_a_proxy() -> None:
    assert load(ISSUER="https://id.example.org").tls is None

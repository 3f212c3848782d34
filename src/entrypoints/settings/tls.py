"""``TLS_CERT_FILE``, ``TLS_KEY_FILE`` and ``OUTBOUND_CA_FILE``: tried out before the start."""

import ssl
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificates

from entrypoints.settings.errors import SettingsError
from entrypoints.settings.model import TlsFiles
from entrypoints.settings.source import Source

_LARGEST = 262_144
# Those of a whole system are some hundred.
_LARGEST_BUNDLE = 4_194_304
_CERT, _KEY = "TLS_CERT_FILE", "TLS_KEY_FILE"
_AUTHORITIES = "OUTBOUND_CA_FILE"


def tls_files(source: Source) -> TlsFiles | None:
    """Give both files, None if there are neither, or raise :class:`SettingsError`."""
    cert_file, key_file = source.optional(_CERT), source.optional(_KEY)
    if cert_file is None and key_file is None:
        return None
    if cert_file is None:
        raise SettingsError(_CERT, f"is required with {_KEY}")
    if key_file is None:
        raise SettingsError(_KEY, f"is required with {_CERT}")
    _check_certificate(cert_file)
    _check_key(cert_file, key_file)
    return TlsFiles(cert_file=cert_file, key_file=key_file)


def outbound_ca_file(source: Source) -> str | None:
    """Give the file of certificates that are trusted in place of the system's, or None."""
    path = source.optional(_AUTHORITIES)
    if path is not None:
        try:
            load_pem_x509_certificates(_content(_AUTHORITIES, path, _LARGEST_BUNDLE))
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
        except (ValueError, ssl.SSLError):
            raise SettingsError(_AUTHORITIES, "holds no PEM certificate") from None
    return path


def _check_certificate(path: str) -> None:
    try:
        load_pem_x509_certificates(_content(_CERT, path))
    except ValueError:
        mend = "holds no PEM certificate; are the two swapped?"
        raise SettingsError(_CERT, mend) from None


def _check_key(cert_file: str, path: str) -> None:
    try:
        load_pem_private_key(_content(_KEY, path), password=None)
    except TypeError:
        mend = "has a passphrase; openssl pkey -in FILE -out FILE removes it"
        raise SettingsError(_KEY, mend) from None
    except (ValueError, UnsupportedAlgorithm):
        raise SettingsError(_KEY, "holds no PEM private key; are the two swapped?") from None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert_file, path)
    except ssl.SSLError:
        mend = f"is not the key of the first certificate in {_CERT}"
        raise SettingsError(_KEY, mend) from None


def _content(name: str, path: str, largest: int = _LARGEST) -> bytes:
    try:
        with Path(path).open("rb") as file:
            # A file that is no certificate, a device say, may have no end.
            return file.read(largest)
    except OSError as fault:
        raise SettingsError(name, f"the file cannot be read ({fault.strerror})") from None

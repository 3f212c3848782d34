"""``TLS_CERT_FILE`` and ``TLS_KEY_FILE``: tried out before anything listens."""

import ssl
from pathlib import Path

from entrypoints.settings.errors import SettingsError
from entrypoints.settings.model import TlsFiles
from entrypoints.settings.source import Source

_CERT, _KEY = "TLS_CERT_FILE", "TLS_KEY_FILE"


def tls_files(source: Source) -> TlsFiles | None:
    """Give both files, None if there are neither, or raise :class:`SettingsError`."""
    cert_file, key_file = source.optional(_CERT), source.optional(_KEY)
    if cert_file is None and key_file is None:
        return None
    if cert_file is None or key_file is None:
        missing = _CERT if cert_file is None else _KEY
        raise SettingsError(missing, "is required with the other of the two")
    _check(cert_file, key_file)
    return TlsFiles(cert_file=cert_file, key_file=key_file)


def _check(cert_file: str, key_file: str) -> None:
    for name, path in ((_CERT, cert_file), (_KEY, key_file)):
        _check_readable(name, path)
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert_file, key_file, _no_password)
    except (ssl.SSLError, ValueError):
        mend = f"must be PEM: the certificate first, its key, without a passphrase, in {_KEY}"
        raise SettingsError(_CERT, mend) from None


def _check_readable(name: str, path: str) -> None:
    try:
        with Path(path).open("rb"):
            pass
    except OSError as fault:
        raise SettingsError(name, f"the file cannot be read ({fault.strerror})") from None


def _no_password() -> str:
    # Without this the library asks for one on the terminal.
    raise ValueError("a passphrase is needed")

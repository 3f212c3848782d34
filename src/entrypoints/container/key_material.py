"""Opening the signing keys at the start: all must be good, or nothing starts."""

from dataclasses import dataclass
from pathlib import Path

from adapters.jose.key_files import IS_A_FILE, Found, KeyFiles
from adapters.jose.signing_key import SigningKey, UnusableKey
from entrypoints.settings import KeySettings, SettingsError

_LARGEST_KEY_FILE = 65_536
_DIRECTORY = "JWT_KEYS_DIR"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedKeys:
    """The places keys come from, and what was found there."""

    files: KeyFiles
    found: Found

    @property
    def single_kid(self) -> str | None:
        """The key of ``JWT_PRIVATE_KEY_FILE``, which is read once and never again."""
        return self.files.single.kid if self.files.single else None


def read_signing_key(path: str) -> SigningKey:
    """Read the key file, or raise :class:`SettingsError` with the mend."""
    name = "JWT_PRIVATE_KEY_FILE"
    try:
        with Path(path).open("rb") as file:
            # A file that is no key, a device say, may have no end.
            return SigningKey.from_pem(file.read(_LARGEST_KEY_FILE))
    except OSError as fault:
        mend = f"the file cannot be read ({fault.strerror}); openssl genrsa -out FILE 2048 makes it"
        raise SettingsError(name, mend) from None
    except UnusableKey as fault:
        raise SettingsError(name, f"the file {fault}") from None


def key_files(settings: KeySettings) -> KeyFiles:
    """Give the places, whatever is in the directory."""
    single = settings.private_key_file
    return KeyFiles(
        directory=Path(settings.directory) if settings.directory else None,
        single=read_signing_key(single) if single else None,
        single_file=Path(single) if single else None,
    )


def open_keys(settings: KeySettings) -> OpenedKeys:
    """Read every key, or raise :class:`SettingsError` for the first that cannot be used."""
    files = key_files(settings)
    try:
        found = files.read()
    except NotADirectoryError:
        raise SettingsError(_DIRECTORY, IS_A_FILE) from None
    except OSError as fault:
        mend = f"cannot be read ({fault.strerror}); guildpass keys generate makes it, with a key"
        raise SettingsError(_DIRECTORY, mend) from None
    if found.faults:
        raise SettingsError(_DIRECTORY, found.faults[0])
    return OpenedKeys(files=files, found=found)

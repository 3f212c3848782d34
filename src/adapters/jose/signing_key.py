"""The signing key: read and checked once, at the start."""

from dataclasses import dataclass, field

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.jwk import RSAKey

ALGORITHM = "RS256"
_SMALLEST = 2048


class UnusableKey(ValueError):
    """The key cannot sign; the message tells the mend and nothing of the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """An RSA private key with its ``kid``, the RFC 7638 thumbprint."""

    key: RSAKey = field(repr=False)
    kid: str

    @classmethod
    def from_pem(cls, pem: bytes) -> "SigningKey":
        """Read a PEM private key of 2048 bits or more, or raise :class:`UnusableKey`."""
        try:
            private_key = load_pem_private_key(pem, password=None)
        except TypeError as fault:
            raise UnusableKey("is encrypted: store it without a passphrase, mode 0600") from fault
        except (ValueError, UnsupportedAlgorithm) as fault:
            raise UnusableKey("holds no PEM private key: openssl genrsa makes one") from fault
        if not isinstance(private_key, RSAPrivateKey):
            raise UnusableKey("is not an RSA key: openssl genrsa makes one")
        if private_key.key_size < _SMALLEST:
            raise UnusableKey("is shorter than 2048 bits: openssl genrsa -out FILE 2048")
        key = RSAKey.import_key(pem)
        return cls(key=key, kid=key.thumbprint())

"""Private keys as PEM: what fits which algorithm, and making new ones."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from domain.signing_algorithm import SigningAlgorithm

_SMALLEST = 2048
_MAKES_ONE = "openssl genrsa makes one"


class UnusableKey(ValueError):
    """The key cannot sign; the message tells the mend and nothing of the key."""


def read_pem(pem: bytes, alg: SigningAlgorithm) -> None:
    """Return for a private key of this algorithm, or raise :class:`UnusableKey`."""
    private_key = _loaded(pem)
    match alg:
        case SigningAlgorithm.ES256:
            _check_curve(private_key)
        case SigningAlgorithm.EDDSA:
            if not isinstance(private_key, Ed25519PrivateKey):
                raise UnusableKey("is not an Ed25519 key, which EdDSA needs")
        case SigningAlgorithm.RS256 | SigningAlgorithm.PS256:
            _check_rsa(private_key)


def _loaded(pem: bytes) -> object:
    try:
        return load_pem_private_key(pem, password=None)
    except TypeError as fault:
        raise UnusableKey("is encrypted: store it without a passphrase, mode 0600") from fault
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise UnusableKey(f"holds no PEM private key: {_MAKES_ONE}") from fault


def _check_curve(private_key: object) -> None:
    curve = private_key.curve if isinstance(private_key, EllipticCurvePrivateKey) else None
    if not isinstance(curve, SECP256R1):
        raise UnusableKey("is not an elliptic curve key on P-256, which ES256 needs")


def _check_rsa(private_key: object) -> None:
    if not isinstance(private_key, RSAPrivateKey):
        raise UnusableKey(f"is not an RSA key: {_MAKES_ONE}")
    if private_key.key_size < _SMALLEST:
        raise UnusableKey("is shorter than 2048 bits: openssl genrsa -out FILE 2048")


def new_pem(alg: SigningAlgorithm) -> bytes:
    """Make a private key for an algorithm, as PKCS #8."""
    return _new(alg).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _new(
    alg: SigningAlgorithm,
) -> RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey:
    match alg:
        case SigningAlgorithm.ES256:
            return generate_private_key(SECP256R1())
        case SigningAlgorithm.EDDSA:
            return Ed25519PrivateKey.generate()
        case SigningAlgorithm.RS256 | SigningAlgorithm.PS256:
            return generate_rsa(public_exponent=65537, key_size=_SMALLEST)

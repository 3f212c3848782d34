"""One signing key: its algorithm, its private half and what is published of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from joserfc.jwk import ECKey, OKPKey, RSAKey

from adapters.jose.key_material import UnusableKey, new_pem, read_pem
from domain.key_life import KeyRecord
from domain.signing_algorithm import SigningAlgorithm

__all__ = ["SigningKey", "UnusableKey"]

# A key that is in no directory was always there, for all anybody knows.
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS: Mapping[SigningAlgorithm, type[RSAKey | ECKey | OKPKey]] = {
    SigningAlgorithm.RS256: RSAKey,
    SigningAlgorithm.PS256: RSAKey,
    SigningAlgorithm.ES256: ECKey,
    SigningAlgorithm.EDDSA: OKPKey,
}
# RFC 7518 sections 6.2.1 and 6.3.1, RFC 8037 section 2: named, so that nothing else gets out.
_PUBLIC = ("kty", "n", "e", "crv", "x", "y")


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A private key with its record; ``public`` is its entry in the JWK Set."""

    record: KeyRecord
    key: RSAKey | ECKey | OKPKey = field(repr=False)
    public: Mapping[str, object] = field(repr=False)

    @classmethod
    def from_pem(
        cls,
        pem: bytes,
        alg: SigningAlgorithm = SigningAlgorithm.RS256,
        *,
        published_at: datetime = _ALWAYS,
        signs_from: datetime = _ALWAYS,
    ) -> "SigningKey":
        """Read a PEM private key that fits the algorithm, or raise :class:`UnusableKey`."""
        read_pem(pem, alg)
        key = _KINDS[alg].import_key(pem)
        kid = key.thumbprint()
        members = key.as_dict(private=False)
        public = {name: members[name] for name in _PUBLIC if name in members}
        return cls(
            record=KeyRecord(kid=kid, alg=alg, published_at=published_at, signs_from=signs_from),
            key=key,
            public={**public, "kid": kid, "use": "sig", "alg": str(alg)},
        )

    @classmethod
    def generate(
        cls, alg: SigningAlgorithm, *, published_at: datetime, signs_from: datetime
    ) -> tuple["SigningKey", bytes]:
        """Make a new key; give it and its PEM."""
        pem = new_pem(alg)
        return cls.from_pem(pem, alg, published_at=published_at, signs_from=signs_from), pem

    @property
    def kid(self) -> str:
        """The RFC 7638 thumbprint."""
        return self.record.kid

"""``at_hash`` by each algorithm, and the claims that carry it."""

from base64 import urlsafe_b64encode
from hashlib import sha256, sha512

import pytest

from domain.metadata import OperatorPages, provider_metadata
from domain.signing_algorithm import SigningAlgorithm
from domain.tokens import at_hash
from tests.builders import ISSUER, NOW, a_client, a_grant, a_portrait, a_token_profile

TOKEN = "dNZX1hEZ9wBCzNL40Upu646bdzQA"


@pytest.mark.parametrize("alg", ["RS256", "PS256", "ES256"])
def test_at_hash_is_the_left_half_of_sha_256(alg: str) -> None:
    half = urlsafe_b64encode(sha256(TOKEN.encode()).digest()[:16]).decode().rstrip("=")
    assert at_hash(TOKEN, SigningAlgorithm(alg)) == half


def test_at_hash_of_eddsa_is_the_left_half_of_sha_512() -> None:
    half = urlsafe_b64encode(sha512(TOKEN.encode()).digest()[:32]).decode().rstrip("=")
    assert at_hash(TOKEN, SigningAlgorithm.EDDSA) == half


@pytest.mark.parametrize("alg", SigningAlgorithm)
def test_an_id_token_has_the_at_hash_of_its_own_algorithm(alg: SigningAlgorithm) -> None:
    client = a_client(id_token_signed_response_alg=alg)
    claims = a_token_profile().id_token(
        a_grant(), a_portrait(client=client), nonce=None, access_token=TOKEN, now=NOW
    )
    assert claims["at_hash"] == at_hash(TOKEN, alg)


@pytest.mark.parametrize(
    ("used", "said"),
    [
        ([], ["RS256"]),
        (["RS256"], ["RS256"]),
        (["EdDSA", "ES256", "EdDSA"], ["RS256", "ES256", "EdDSA"]),
    ],
)
def test_discovery_names_rs256_first_and_then_what_clients_use(
    used: list[str], said: list[str]
) -> None:
    algorithms = [SigningAlgorithm(alg) for alg in used]
    metadata = provider_metadata(
        ISSUER, OperatorPages(), offline_access=False, algorithms=algorithms
    )
    assert metadata["id_token_signing_alg_values_supported"] == said

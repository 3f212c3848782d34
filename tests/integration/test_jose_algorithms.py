"""Signing and verifying by every algorithm, with keys beside one another."""

import json
import warnings

import jwt
import pytest

from adapters.jose.signing_key import SigningKey
from adapters.jose.tokens import JoseTokenSigner, JoseTokenVerifier
from domain.errors import InvalidToken
from domain.signing_algorithm import SigningAlgorithm
from domain.tokens import ID_TOKEN_TYPE
from tests.builders import NOW
from tests.integration.jose_tokens import AUDIENCE, CLAIMS, CLOCK, HINT_CLAIMS, ISSUER, SUBJECT
from tests.key_rings import ring_of

pytestmark = pytest.mark.anyio

KEYS = {
    alg: SigningKey.generate(alg, published_at=NOW, signs_from=NOW)[0] for alg in SigningAlgorithm
}
RING = ring_of(*KEYS.values(), clock=CLOCK)
SIGNER = JoseTokenSigner(keys=RING)
VERIFIER = JoseTokenVerifier(keys=RING, clock=CLOCK, issuer=ISSUER)


@pytest.mark.parametrize("alg", SigningAlgorithm)
async def test_what_was_signed_is_verified_without_a_warning(alg: SigningAlgorithm) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        token = await SIGNER.sign(CLAIMS, token_type="at+jwt", algorithm=alg)
        assert (await VERIFIER.read(token)).jti == "grant.1"
        hint = await SIGNER.sign(HINT_CLAIMS, token_type=ID_TOKEN_TYPE, algorithm=alg)
        assert (await VERIFIER.hint(hint)).subject == SUBJECT
    header = {"alg": str(alg), "typ": "at+jwt", "kid": KEYS[alg].kid}
    assert jwt.get_unverified_header(token) == header


@pytest.mark.parametrize("alg", SigningAlgorithm)
async def test_pyjwt_verifies_it_by_our_key_set(alg: SigningAlgorithm) -> None:
    claims = {**CLAIMS, "exp": 4102444800}
    token = await SIGNER.sign(claims, token_type="at+jwt", algorithm=alg)
    keys = jwt.PyJWKSet.from_dict(json.loads(json.dumps(RING.jwks())))
    key = keys[jwt.get_unverified_header(token)["kid"]]
    assert key.algorithm_name == alg
    read = jwt.decode(token, key, algorithms=[str(alg)], audience=AUDIENCE, issuer=ISSUER)
    assert read == claims


async def test_the_key_set_shows_public_members_only() -> None:
    keys = RING.jwks()["keys"]
    assert isinstance(keys, list)
    shown = {key["alg"]: sorted(key) for key in keys}
    rsa = ["alg", "e", "kid", "kty", "n", "use"]
    assert shown == {
        "RS256": rsa,
        "PS256": rsa,
        "ES256": ["alg", "crv", "kid", "kty", "use", "x", "y"],
        "EdDSA": ["alg", "crv", "kid", "kty", "use", "x"],
    }
    assert {key["use"] for key in keys} == {"sig"}
    assert keys == sorted(keys, key=lambda key: key["kid"])


@pytest.mark.parametrize("named", SigningAlgorithm)
@pytest.mark.parametrize("used", SigningAlgorithm)
async def test_a_key_verifies_by_its_own_algorithm_only(
    named: SigningAlgorithm, used: SigningAlgorithm
) -> None:
    if named is used:
        return
    header = {"alg": str(named), "typ": "at+jwt", "kid": KEYS[used].kid}
    token = await SIGNER.sign(CLAIMS, token_type="at+jwt", algorithm=used)
    first = jwt.utils.base64url_encode(json.dumps(header).encode()).decode()
    with pytest.raises(InvalidToken):
        await VERIFIER.read(f"{first}.{token.partition('.')[2]}")
    signed = jwt.api_jws.encode(
        json.dumps(CLAIMS).encode(),
        KEYS[used].key.as_pem(private=True),
        algorithm=str(used),
        headers={**header, "alg": str(used), "kid": KEYS[named].kid},
    )
    with pytest.raises(InvalidToken):
        await VERIFIER.read(signed)

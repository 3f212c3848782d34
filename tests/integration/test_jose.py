"""Signing and verifying: what is ours, and which claims it must carry."""

import hashlib
import json

import jwt
import pytest

from adapters.jose.tokens import JoseTokenVerifier
from domain.errors import InvalidToken
from domain.tokens import seconds
from tests.fakes.clock import FakeClock
from tests.integration.jose_tokens import (
    AUDIENCE,
    CLAIMS,
    CLOCK,
    HEADER,
    ISSUER,
    KEY,
    LEFT_OUT,
    OURS,
    RING,
    VERIFIER,
    as_json,
    assert_refused,
    b64,
    changed,
    ours,
    sign,
    unsigned_number,
)
from tests.key_rings import ring_of

pytestmark = pytest.mark.anyio


async def test_what_was_signed_is_verified() -> None:
    token = await sign(CLAIMS)
    assert await VERIFIER.jti(token) == "grant.1"
    assert await VERIFIER.jti(ours(as_json(CLAIMS))) == "grant.1"
    assert jwt.get_unverified_header(token) == HEADER


async def test_a_token_is_valid_up_to_the_second_it_expires() -> None:
    clock = FakeClock()
    ring = ring_of(KEY, clock=clock)
    verifier = JoseTokenVerifier(keys=ring, clock=clock, issuer=ISSUER, audience=AUDIENCE)
    token = await sign(CLAIMS)
    clock.advance(59.9)
    assert await verifier.jti(token) == "grant.1"
    clock.advance(0.1)
    with pytest.raises(InvalidToken):
        await verifier.jti(token)


async def test_pyjwt_verifies_our_token_with_our_key_set() -> None:
    token = await sign({**CLAIMS, "exp": 4102444800})
    keys = jwt.PyJWKSet.from_dict(json.loads(json.dumps(RING.jwks())))
    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key, algorithms=["RS256"], audience=AUDIENCE, issuer=ISSUER)
    assert claims["jti"] == "grant.1"


async def test_the_key_set_shows_the_public_key_and_no_more() -> None:
    numbers = OURS.public_key().public_numbers()
    n, e = unsigned_number(numbers.n), unsigned_number(numbers.e)
    # RFC 7638 section 3.2: the required members, in order of their names, without spaces.
    thumbprint = hashlib.sha256(f'{{"e":"{e}","kty":"RSA","n":"{n}"}}'.encode()).digest()
    assert RING.jwks() == {
        "keys": [
            {"kty": "RSA", "n": n, "e": e, "kid": b64(thumbprint), "use": "sig", "alg": "RS256"}
        ]
    }


@pytest.mark.parametrize("name", ["iss", "aud", "exp", "jti"])
@pytest.mark.parametrize(
    "value", [LEFT_OUT, None, 5.5, True, "", "x", [], {}, float("nan"), float("inf"), -1, 0]
)
async def test_a_claim_that_is_missing_or_of_the_wrong_type_is_refused(
    name: str, value: object
) -> None:
    if name == "jti" and isinstance(value, str):
        assert await VERIFIER.jti(ours(changed(CLAIMS, jti=value))) == value
    else:
        await assert_refused(ours(changed(CLAIMS, **{name: value})))


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": [AUDIENCE]},
        {"aud": [AUDIENCE, "other"]},
        {"aud": AUDIENCE + "/"},
        {"aud": AUDIENCE.upper()},
        {"aud": "dashboard"},
        {"iss": [ISSUER]},
        {"iss": ISSUER + "/"},
        {"iss": ISSUER[:-1]},
        {"iss": "https://id.example"},
        {"exp": str(CLAIMS["exp"])},
        {"exp": seconds(CLOCK.now())},
        {"exp": float(CLAIMS["exp"])},
        {"exp": [CLAIMS["exp"]]},
        {"jti": ["grant.1"]},
    ],
)
async def test_a_claim_is_compared_exactly(changes: dict[str, object]) -> None:
    await assert_refused(ours(changed(CLAIMS, **changes)))

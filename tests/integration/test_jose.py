"""Signing and verifying: what is ours, and which claims it must carry."""

import hashlib
import json
from datetime import timedelta

import jwt
import pytest

from adapters.jose.tokens import JoseTokenVerifier
from domain.access_token import AccessToken
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
    assert (await VERIFIER.read(token)).jti == "grant.1"
    assert (await VERIFIER.read(ours(as_json(CLAIMS)))).jti == "grant.1"
    assert jwt.get_unverified_header(token) == HEADER


async def test_a_token_is_valid_up_to_the_second_it_expires() -> None:
    clock = FakeClock()
    ring = ring_of(KEY, clock=clock)
    verifier = JoseTokenVerifier(keys=ring, clock=clock, issuer=ISSUER)
    token = await sign(CLAIMS)
    clock.advance(59.9)
    assert (await verifier.read(token)).jti == "grant.1"
    clock.advance(0.1)
    with pytest.raises(InvalidToken):
        await verifier.read(token)


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


async def test_what_a_token_says_is_read_to_the_second() -> None:
    assert await VERIFIER.read(ours(as_json(CLAIMS))) == AccessToken(
        grant_id="grant",
        unique="1",
        audience=AUDIENCE,
        scope=frozenset({"openid", "roles"}),
        issued_at=CLOCK.now(),
        expires_at=CLOCK.now() + timedelta(minutes=1),
    )


@pytest.mark.parametrize("name", ["iss", "aud", "exp", "iat", "jti", "scope"])
@pytest.mark.parametrize(
    "value", [LEFT_OUT, None, 5.5, "", "x", [], {}, float("nan"), float("inf")], ids=repr
)
async def test_a_claim_that_is_missing_or_of_the_wrong_type_is_refused(
    name: str, value: object
) -> None:
    if name in {"aud", "jti", "scope"} and isinstance(value, str):
        assert isinstance(await VERIFIER.read(ours(changed(CLAIMS, **{name: value}))), AccessToken)
    else:
        await assert_refused(ours(changed(CLAIMS, **{name: value})))


@pytest.mark.parametrize("name", ["iss", "aud", "exp", "jti", "scope"])
@pytest.mark.parametrize("value", [True, -1, 0])
async def test_a_number_is_no_text_and_the_beginning_of_time_is_over(
    name: str, value: object
) -> None:
    await assert_refused(ours(changed(CLAIMS, **{name: value})))


@pytest.mark.parametrize("jti", ["", "x", ".", ".x", "grant", "grant.", "grant.1.2"])
async def test_a_jti_leads_to_what_stands_before_its_first_dot(jti: str) -> None:
    token = await VERIFIER.read(ours(changed(CLAIMS, jti=jti)))
    assert token.grant_id == jti.split(".", maxsplit=1)[0]
    assert token.unique == jti[len(token.grant_id) + 1 :]


@pytest.mark.parametrize("aud", ["", AUDIENCE + "/", "dashboard", "\u00e9"])
async def test_whose_audience_it_is_is_told_and_left_to_others(aud: str) -> None:
    assert (await VERIFIER.read(ours(changed(CLAIMS, aud=aud)))).audience == aud


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": [AUDIENCE]},
        {"aud": [AUDIENCE, "other"]},
        {"iss": [ISSUER]},
        {"iss": ISSUER + "/"},
        {"iss": ISSUER[:-1]},
        {"iss": "https://id.example"},
        {"exp": str(CLAIMS["exp"])},
        {"exp": seconds(CLOCK.now())},
        {"exp": float(CLAIMS["exp"])},
        {"exp": [CLAIMS["exp"]]},
        {"jti": ["grant.1"]},
        {"iat": str(CLAIMS["iat"])},
        {"iat": float(CLAIMS["iat"])},
        {"scope": ["openid", "roles"]},
    ],
)
async def test_a_claim_is_compared_exactly(changes: dict[str, object]) -> None:
    await assert_refused(ours(changed(CLAIMS, **changes)))

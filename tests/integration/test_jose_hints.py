"""Which ID tokens count as a hint: those of ours, expired or not, and nothing else."""

import hmac

import pytest

from adapters.jose.tokens import JoseTokenVerifier
from domain.tokens import ID_TOKEN_TYPE, seconds
from tests.fakes.clock import FakeClock
from tests.integration.jose_tokens import (
    AUDIENCE,
    CLAIMS,
    CLOCK,
    FOREIGN,
    HINT_CLAIMS,
    HINT_HEADER,
    ISSUER,
    KEY,
    LEFT_OUT,
    OURS,
    RING,
    SUBJECT,
    VERIFIER,
    a_hint,
    as_json,
    assert_no_hint,
    assert_refused,
    b64,
    changed,
    ours,
    public_pem_of,
    raw_token,
    repr_of,
    sign,
)
from tests.key_rings import ring_of

pytestmark = pytest.mark.anyio


async def test_an_id_token_of_ours_tells_its_subject() -> None:
    signed = await sign(HINT_CLAIMS, ID_TOKEN_TYPE)
    assert (await VERIFIER.hint(signed)).subject == SUBJECT
    assert (await VERIFIER.hint(a_hint())).subject == SUBJECT


@pytest.mark.parametrize("exp", [0, 1, seconds(CLOCK.now()), LEFT_OUT, "soon", None])
async def test_whether_it_has_expired_does_not_matter(exp: object) -> None:
    assert (await VERIFIER.hint(a_hint(exp=exp))).subject == SUBJECT


async def test_a_hint_stays_one_for_years() -> None:
    clock = FakeClock()
    ring = ring_of(KEY, clock=clock)
    verifier = JoseTokenVerifier(keys=ring, clock=clock, issuer=ISSUER)
    clock.advance(10 * 365 * 86_400)
    assert (await verifier.hint(a_hint())).subject == SUBJECT


@pytest.mark.parametrize("aud", ["another-client", AUDIENCE])
async def test_whose_id_token_it_was_does_not_matter_and_is_told(aud: str) -> None:
    hint = await VERIFIER.hint(a_hint(aud=aud))
    assert (hint.subject, hint.client_id) == (SUBJECT, aud)


@pytest.mark.parametrize("aud", [["dashboard"], [], 1, None, LEFT_OUT])
async def test_a_token_that_names_no_one_client_is_no_hint(aud: object) -> None:
    """Ours never do, and a logout has to know the client."""
    await assert_no_hint(a_hint(aud=aud))


@pytest.mark.parametrize(
    ("sid", "told"),
    [("s" * 43, "s" * 43), (1, None), (["s"], None), (None, None), (LEFT_OUT, None)],
)
async def test_a_hint_tells_its_session_if_it_has_one(sid: object, told: str | None) -> None:
    assert (await VERIFIER.hint(a_hint(sid=sid))).sid == told


async def test_an_access_token_is_no_hint_and_an_id_token_no_access_token() -> None:
    access_token = await sign(CLAIMS)
    await assert_no_hint(access_token)
    await assert_no_hint(ours(as_json(CLAIMS)))
    await assert_refused(await sign(CLAIMS, ID_TOKEN_TYPE))
    await assert_refused(a_hint(aud=AUDIENCE, jti="grant.1"))


@pytest.mark.parametrize(
    "iss",
    [LEFT_OUT, None, "", ISSUER + "/", ISSUER[:-1], ISSUER.upper(), [ISSUER], {"iss": ISSUER}, 5,
     "https://id.example", "https://evil.example"],
    ids=repr_of,
)  # fmt: skip
async def test_an_id_token_of_another_issuer_is_no_hint(iss: object) -> None:
    await assert_no_hint(a_hint(iss=iss))


@pytest.mark.parametrize(
    "sub", [LEFT_OUT, None, 5, 80351110224678912, True, [SUBJECT], {"sub": SUBJECT}], ids=repr_of
)
async def test_an_id_token_without_a_subject_is_no_hint(sub: object) -> None:
    await assert_no_hint(a_hint(sub=sub))


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "none"},
        {"alg": "NONE"},
        {"alg": "nOnE"},
        {"alg": ""},
        {"alg": LEFT_OUT},
        {"alg": ["RS256"]},
        {"alg": "RS512"},
        {"alg": "PS256"},
        {"alg": "RSA-OAEP", "enc": "A256GCM", "zip": "DEF"},
        {"kid": LEFT_OUT},
        {"kid": "other"},
        {"kid": ""},
        {"kid": None},
        {"kid": "../../dev/null"},
        {"typ": LEFT_OUT},
        {"typ": "at+jwt"},
        {"typ": "jwt"},
        {"typ": "JWT "},
        {"typ": ["JWT"]},
        {"typ": "logout+jwt"},
        {"typ": "application/JWT"},
        {"cty": "JWT"},
        {"crit": ["exp"]},
        {"crit": ["b64"], "b64": False},
        {"jku": "https://evil.example/jwks.json"},
        {"jwk": {"kty": "oct", "k": ""}},
        {"x": "y" * 200_000},
    ],
    ids=repr_of,
)
async def test_a_header_that_is_not_ours_makes_no_hint_even_with_our_signature(
    changes: dict[str, object],
) -> None:
    header, claims = changed(HINT_HEADER, **changes), as_json(HINT_CLAIMS)
    await assert_no_hint(raw_token(header, claims, OURS))
    await assert_no_hint(raw_token(header, claims, FOREIGN))
    await assert_no_hint(raw_token(header, claims))
    await assert_no_hint(f"{b64(header)}.{b64(claims)}.")


async def test_another_key_makes_no_hint_and_no_signature_neither() -> None:
    header, claims = as_json(HINT_HEADER), as_json(HINT_CLAIMS)
    for token in (raw_token(header, claims, FOREIGN), raw_token(header, claims)):
        await assert_no_hint(token)
    unsigned, _, _ = a_hint().rpartition(".")
    await assert_no_hint(unsigned)
    await assert_no_hint(f"{unsigned}.")


async def test_our_public_key_is_no_shared_secret() -> None:
    header = changed(HINT_HEADER, alg="HS256")
    signed = f"{b64(header)}.{b64(as_json(HINT_CLAIMS))}"
    for secret in (public_pem_of(OURS), public_pem_of(OURS).strip(), as_json(RING.jwks()), b""):
        signature = hmac.new(secret, signed.encode(), "sha256").digest()
        await assert_no_hint(f"{signed}.{b64(signature)}")


async def test_the_claims_of_one_token_do_not_fit_the_signature_of_another() -> None:
    header, _, signature = a_hint().split(".")
    other = b64(changed(HINT_CLAIMS, sub="1"))
    await assert_no_hint(f"{header}.{other}.{signature}")

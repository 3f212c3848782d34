"""Nothing but our own access tokens opens userinfo (C-40 to C-42)."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidToken
from tests.integration.jose_tokens import (
    CLAIMS,
    FOREIGN,
    HEADER,
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
    public_pem_of,
    raw_token,
    repr_of,
    sign,
    unsigned_number,
)

pytestmark = pytest.mark.anyio


def hs256(key: bytes) -> str:
    header = changed(HEADER, alg="HS256")
    signed = f"{b64(header)}.{b64(as_json(CLAIMS))}"
    return f"{signed}.{b64(hmac.new(key, signed.encode(), 'sha256').digest())}"


def foreign_jwk() -> dict[str, str]:
    numbers = FOREIGN.public_key().public_numbers()
    return {"kty": "RSA", "n": unsigned_number(numbers.n), "e": unsigned_number(numbers.e)}


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "none"},
        {"alg": "None"},
        {"alg": "NONE"},
        {"alg": "nOnE"},
        {"alg": ""},
        {"alg": LEFT_OUT},
        {"alg": None},
        {"alg": ["RS256"]},
        {"alg": {}},
        {"alg": "RS512"},
        {"alg": "PS256"},
        {"alg": "rs256"},
        {"alg": "PBES2-HS256+A128KW", "p2c": 2**31, "p2s": "x"},
        {"alg": "RSA-OAEP", "enc": "A256GCM", "zip": "DEF"},
        {"kid": LEFT_OUT},
        {"kid": "other"},
        {"kid": ""},
        {"kid": ["other"]},
        {"kid": "../../dev/null"},
        {"kid": None},
        {"kid": 5},
        {"typ": LEFT_OUT},
        {"typ": "JWT"},
        {"typ": "AT+JWT"},
        {"typ": ["at+jwt"]},
        {"typ": "logout+jwt"},
        {"crit": ["exp"]},
        {"crit": ["b64"], "b64": False},
        {"crit": []},
        {"crit": "alg"},
        {"crit": 5},
        {"crit": [[]]},
        {"b64": False},
        {"jwk": {"kty": "oct", "k": ""}},
        {"x": "y" * 200_000},
    ],
    ids=repr_of,
)
async def test_a_header_that_is_not_ours_is_refused_even_with_our_signature(
    changes: dict[str, object],
) -> None:
    header = changed(HEADER, **changes)
    await assert_refused(raw_token(header, as_json(CLAIMS), OURS))
    await assert_refused(raw_token(header, as_json(CLAIMS)))
    await assert_refused(raw_token(header, as_json(CLAIMS), FOREIGN))
    await assert_refused(f"{b64(header)}.{b64(as_json(CLAIMS))}.")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"jwk": foreign_jwk()},
        {"jwk": {**foreign_jwk(), "kid": KEY.kid}},
        {"jku": "https://evil.example/jwks.json"},
        {"x5u": "https://evil.example/cert.pem"},
        {"x5c": ["MIIB"]},
        {"kid": LEFT_OUT, "jwk": foreign_jwk()},
    ],
)
async def test_another_key_never_counts_whatever_the_header_says_of_it(
    changes: dict[str, object],
) -> None:
    await assert_refused(raw_token(changed(HEADER, **changes), as_json(CLAIMS), FOREIGN))


async def test_our_public_key_is_no_shared_secret() -> None:
    for secret in (public_pem_of(OURS), public_pem_of(OURS).strip(), as_json(RING.jwks()), b""):
        await assert_refused(hs256(secret))


DEEP = b"[" * 20_000
ODD_JSON = [
    b"", b"{}", b"[]", b'"alg"', b'["alg"]', b"null", b"5", b"NaN", b"{", b"\xff", b'{"a":"\xff"}',
    b'{"exp":' + b"9" * 5000 + b"}", DEEP, b'{"a":' * 20_000, b'"\\ud800"', b"\xef\xbb\xbf{}",
    b'{"alg":"RS256","alg":"none"}', b'{"alg":"none","alg":"RS256"}',
]  # fmt: skip


@pytest.mark.parametrize("part", ODD_JSON, ids=repr_of)
async def test_a_part_that_is_odd_json_is_refused(part: bytes) -> None:
    for key in (None, OURS, FOREIGN):
        await assert_refused(raw_token(part, as_json(CLAIMS), key))
        await assert_refused(raw_token(as_json(HEADER), part, key))


async def test_of_a_name_that_stands_twice_no_meaning_can_be_smuggled_in() -> None:
    twice = as_json(CLAIMS)[:-1] + b',"iss":"https://evil.example"}'
    await assert_refused(ours(twice))
    await assert_refused(raw_token(b'{"alg":"none",' + as_json(HEADER)[1:], as_json(CLAIMS)))


@pytest.mark.parametrize(
    "token",
    [
        "", ".", "..", "...", "a.b", "a.b.c.d", "a.b.c.d.e", "eyJ", " a.b.c", "a.b.c ", "a.b.c\n",
        "a b.c.d", "\u00e4.b.c", "\ud800.b.c", "a.b.\x00", "a=.b.c", "+.b.c", "/.b.c", "\uff41.b.c",
        "{}", '{"payload":"e30","signatures":[]}', "grant.1",
    ],
)  # fmt: skip
async def test_what_is_no_compact_jwt_is_refused(token: str) -> None:
    with pytest.raises(InvalidToken):
        await VERIFIER.read(token)


@pytest.mark.parametrize("payload", ["y" * 100_000, "y" * 10_000_000], ids=len)
async def test_a_huge_token_is_refused_without_being_read(payload: str) -> None:
    with pytest.raises(InvalidToken) as caught:
        await VERIFIER.read(ours(changed(CLAIMS, x=payload)))
    # Refused by its length, before any library sees it.
    assert caught.value.reason == "not a compact JWT"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text(max_size=4), items),
)
NAMES = st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "jku", "x5c", "enc", "zip"])


@given(ANY_JSON | st.dictionaries(NAMES, ANY_JSON | st.sampled_from(["RS256", "none", KEY.kid])))
async def test_any_header_without_our_signature_is_an_invalid_token(header: object) -> None:
    await assert_refused(raw_token(as_json(header), as_json(CLAIMS)))


@given(st.text(max_size=40) | st.from_regex(r"[\w-]{1,30}\.[\w-]{1,30}\.[\w-]{1,30}"))
async def test_any_text_is_an_invalid_token(token: str) -> None:
    with pytest.raises(InvalidToken):
        await VERIFIER.read(token)


@given(st.integers(0, 10_000), st.characters(codec="ascii"))
async def test_one_changed_character_is_enough(place: int, character: str) -> None:
    token = await sign(CLAIMS)
    place %= len(token) - 1  # the last carries bits that mean nothing
    if token[place] != character:
        with pytest.raises(InvalidToken):
            await VERIFIER.read(f"{token[:place]}{character}{token[place + 1 :]}")

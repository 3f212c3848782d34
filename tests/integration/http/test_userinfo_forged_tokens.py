"""A token that looks like ours and is not one is a 401 at userinfo."""

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import RSAKey

from tests.integration.http.answers import assert_challenge
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of, header_of
from tests.integration.http.forging import deep, hs256, our_key, signed
from tests.integration.http.harness import CLIENT_ID

pytestmark = pytest.mark.anyio

FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


async def test_the_public_key_is_no_shared_secret(browser: Browser, key_file: str) -> None:
    """N-UI-04, N-X-05: HS256 with the PEM, with the published key, and with nothing."""
    token = (await browser.tokens())["access_token"]
    public = our_key(key_file).as_pem(private=False)
    private = our_key(key_file).as_pem(private=True)
    for secret in (public, public.strip(), private, b""):
        forged = hs256(header_of(token), claims_of(token), secret)
        assert_challenge(await browser.userinfo(forged), 401, "invalid_token")


async def test_a_key_that_a_token_brings_along_is_not_trusted(browser: Browser) -> None:
    """N-X-05: neither with our kid nor with the key in the header."""
    token = (await browser.tokens())["access_token"]
    own = RSAKey.import_key(FOREIGN_KEY).as_dict(private=False)
    for extra in ({}, {"jwk": own}, {"kid": "foreign"}, {"jku": "https://evil.example/"}):
        header = {**header_of(token), **extra}
        forged = jwt.encode(claims_of(token), FOREIGN_KEY, algorithm="RS256", headers=header)
        assert_challenge(await browser.userinfo(forged), 401, "invalid_token")


async def test_an_id_token_does_not_open_userinfo(browser: Browser) -> None:
    """N-UI-04."""
    token = (await browser.tokens())["id_token"]

    assert_challenge(await browser.userinfo(token), 401, "invalid_token")


FORGED_HEADERS: dict[str, dict[str, object]] = {
    "typ JWT": {"typ": "JWT"},
    "typ of a logout token": {"typ": "logout+jwt"},
    "typ of a DPoP proof": {"typ": "dpop+jwt"},
    "typ AT+JWT": {"typ": "application/at+jwt "},
    "no typ": {"typ": None},
    "other kid": {"kid": "other"},
    "no kid": {"kid": None},
}
FORGED_CLAIMS: dict[str, dict[str, object]] = {
    "other aud": {"aud": CLIENT_ID},
    "a list of aud": {"aud": ["club-services", "evil"]},
    "no aud": {"aud": None},
    "other iss": {"iss": "https://evil.example"},
    "iss as a prefix": {"iss": "https://id.example.org/"},
    "expired": {"exp": 1},
    "exp a text": {"exp": "9999999999"},
    "exp a truth": {"exp": True},
    "exp missing": {"exp": None},
    "exp a list": {"exp": []},
    "jti missing": {"jti": None},
    "jti a number": {"jti": 1},
    "jti of nothing": {"jti": "x"},
    "jti empty": {"jti": ""},
}


@pytest.mark.parametrize("changes", FORGED_HEADERS.values(), ids=FORGED_HEADERS.keys())
async def test_our_own_signature_under_another_header_is_refused(
    browser: Browser, key_file: str, changes: dict[str, object]
) -> None:
    """N-UI-04, N-X-05."""
    token = (await browser.tokens())["access_token"]
    header = {n: v for n, v in {**header_of(token), **changes}.items() if v is not None}
    forged = signed(key_file, header, claims_of(token))

    assert_challenge(await browser.userinfo(forged), 401, "invalid_token")


@pytest.mark.parametrize("changes", FORGED_CLAIMS.values(), ids=FORGED_CLAIMS.keys())
async def test_our_own_signature_under_other_claims_is_refused(
    browser: Browser, key_file: str, changes: dict[str, object]
) -> None:
    """N-UI-04, N-UI-05."""
    token = (await browser.tokens())["access_token"]
    claims = {n: v for n, v in {**claims_of(token), **changes}.items() if v is not None}

    assert_challenge(
        await browser.userinfo(signed(key_file, header_of(token), claims)), 401, "invalid_token"
    )


PAYLOADS = [b"", b"null", b"[]", b'"x"', b"1", b"\xff", b"{", deep(20_000), b'{"exp":NaN}']


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: str(payload[:12]))
async def test_our_own_signature_under_anything_else_is_refused(
    browser: Browser, key_file: str, payload: bytes
) -> None:
    """N-UI-05: also JSON so deep that a parser gives up."""
    token = (await browser.tokens())["access_token"]
    forged = signed(key_file, header_of(token), payload)

    assert_challenge(await browser.userinfo(forged), 401, "invalid_token")


async def test_the_forger_of_these_tests_can_make_a_good_token(
    browser: Browser, key_file: str
) -> None:
    """N-UI-04: without this, every refusal above might have another reason."""
    token = (await browser.tokens())["access_token"]
    same = signed(key_file, header_of(token), claims_of(token))

    assert (await browser.userinfo(same)).status_code == 200

"""A token that is not one of ours is a 401 at userinfo, whatever its bytes."""

import pytest

from tests.integration.http.answers import assert_challenge
from tests.integration.http.browser import Browser
from tests.integration.http.claims import claims_of
from tests.integration.http.forging import deep, part
from tests.integration.http.harness import FORM, USERINFO

pytestmark = pytest.mark.anyio

HEADERS: dict[str, object] = {
    "a string": "alg",
    "null": None,
    "a number": 1,
    "a list": [],
    "empty": {},
    "true": True,
    "no JSON": b"{",
    "bytes": b"\xff\xfe\x00",
    "a surrogate": b'{"alg":"RS256","kid":"\\ud800"}',
    "UTF-16": '{"alg":"RS256"}'.encode("utf-16"),
    "deep": deep(50_000),
    "deep lists": b"[" * 60_000,
    "a large number": b'{"alg":' + b"9" * 6000 + b"}",
    "NaN": b'{"alg":"RS256","x":NaN}',
    "alg a list": {"alg": ["RS256"]},
    "alg an object": {"alg": {"RS256": 1}},
    "alg null": {"alg": None},
    "alg none": {"alg": "none"},
    "alg None": {"alg": "None"},
    "alg empty": {"alg": ""},
    "alg RS512": {"alg": "RS512", "typ": "at+jwt"},
    "alg PS256": {"alg": "PS256", "typ": "at+jwt"},
    "alg ES256": {"alg": "ES256", "typ": "at+jwt"},
    "kid a list": {"alg": "RS256", "typ": "at+jwt", "kid": []},
    "crit": {"alg": "RS256", "typ": "at+jwt", "crit": ["x"], "x": 1},
    "crit a string": {"alg": "RS256", "crit": "b64"},
    "b64 false": {"alg": "RS256", "b64": False, "crit": ["b64"]},
    "jku": {"alg": "RS256", "jku": "https://evil.example/jwks.json"},
    "x5u": {"alg": "RS256", "x5u": "https://evil.example/cert.pem"},
    "an encryption": {"alg": "dir", "enc": "A256GCM"},
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
async def test_any_header_with_a_good_payload_and_signature_is_refused(
    browser: Browser, header: object
) -> None:
    """N-UI-05, N-X-05."""
    _, payload, signature = (await browser.tokens())["access_token"].split(".")
    for forged in (f"{part(header)}.{payload}.{signature}", f"{part(header)}.{payload}."):
        assert_challenge(await browser.userinfo(forged), 401, "invalid_token")
        by_body = await browser.http.post(USERINFO, data={"access_token": forged[:60_000]})
        assert_challenge(by_body, 401, "invalid_token")


TEXTS = {
    "a word": "x",
    "two parts": "e30.e30",
    "four parts": "e30.e30.e30.e30",
    "five parts": "e30.e30.e30.e30.e30",
    "only dots": "..",
    "many dots": "." * 5000,
    "padding": "e30=.e30=.e30=",
    "standard base64": "e30+.e30/.e30",
    "spaces inside": "e30. e30 .e30",
    "percent": "%65%30.%s.%n",
    "JSON": '{"access_token":"x"}',
    "markup": "<svg/onload=1>",
    "SQL": "' OR 1=1 --",
    "one letter of base64": "e.e.e",
    "200 KB": "a" * 200_000,
    "200 KB in parts": ".".join(["a" * 66_000] * 3),
}


@pytest.mark.parametrize("token", TEXTS.values(), ids=TEXTS.keys())
async def test_any_text_is_refused(browser: Browser, token: str) -> None:
    """N-UI-05."""
    assert_challenge(await browser.userinfo(token), 401, "invalid_token")


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe", b"\x80", b"e30.\xc3\xa9.e30", b"\xed\xa0\x80", b"a\tb"]
)
async def test_any_bytes_are_refused(browser: Browser, raw: bytes) -> None:
    """N-UI-05."""
    response = await browser.http.get(USERINFO, headers=[(b"Authorization", b"Bearer " + raw)])

    assert_challenge(response, 401, "invalid_token")


@pytest.mark.parametrize("text", ["\ud7ff\ue000", "\U0001f642", "e30.\u00e9.e30", "\0", "\u202e"])
async def test_any_text_in_the_body_is_refused(browser: Browser, text: str) -> None:
    """N-UI-05."""
    response = await browser.http.post(USERINFO, data={"access_token": text})

    assert_challenge(response, 401, "invalid_token")


async def test_bytes_in_the_body_that_are_no_utf_8_are_an_invalid_request(browser: Browser) -> None:
    """N-UI-05."""
    headers = {"Content-Type": FORM}
    response = await browser.http.post(USERINFO, content=b"access_token=%ed%a0%80", headers=headers)

    assert_challenge(response, 400, "invalid_request")


async def test_a_good_token_with_a_letter_changed_is_refused(browser: Browser) -> None:
    """N-UI-05."""
    token = (await browser.tokens())["access_token"]
    header, payload, signature = token.split(".")
    claims = claims_of(token)
    forged = [
        token[:-1],
        token[1:],
        token.swapcase(),
        f"{header}.{part({**claims, 'sub': '1'})}.{signature}",
        f"{header}.{payload}.{signature[::-1]}",
        f"{header}.{payload}.AAAA",
        f"{payload}.{header}.{signature}",
    ]
    for candidate in forged:
        assert_challenge(await browser.userinfo(candidate), 401, "invalid_token")
    assert (await browser.userinfo(token)).status_code == 200

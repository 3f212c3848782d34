"""What goes back to the application after a sign-in."""

import string

import pytest

from application.ports.upstream import UpstreamMisconfigured, UpstreamRefused, UpstreamUnavailable
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import NONCE, REQUEST, STATE, Browser
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import AUTHORIZE, REDIRECT, Provider, query_of

pytestmark = pytest.mark.anyio

STATES = {
    "all printable ASCII": string.printable.strip() + " ~",
    "128 characters": ("abcABC019-._~" * 10)[:128],
    "looks encoded": "%41%zz+%2B %00",
    "looks like more parameters": "x&code=evil&iss=evil#fragment?y=z",
    "markup": "\"><svg onload=1>'",
    "beyond ASCII": "\u00fc \u3042 \U0001f642 \u202e",
    "controls": "\0\r\n\t\x7f",
    "spaces at both ends": "  x  ",
    "JSON": '{"returnTo":"/a?b=c&d=e"}',
    "4096 bytes": "\u00e9" * 2048,
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
async def test_the_state_comes_back_as_it_was_sent(browser: Browser, state: str) -> None:
    """N-AZ-12: with refusals, with a code after a trip, with a code from the session."""
    assert_error_redirect(
        await browser.authorize(state=state, prompt="none"), "login_required", state=state
    )
    refused = await browser.come_back(await browser.begin(state=state), error="access_denied")
    assert_error_redirect(refused, "access_denied", state=state)

    for success in (await browser.sign_in(state=state), await browser.authorize(state=state)):
        answer = query_of(success.headers["location"])
        assert answer["state"] == state
        assert len(answer["code"]) == 43


async def test_without_state_none_comes_back(browser: Browser) -> None:
    """N-AZ-12."""
    refused = await browser.authorize(state=None, prompt="none")
    assert_error_redirect(refused, "login_required", state=None)

    for success in (await browser.sign_in(state=None), await browser.authorize(state=None)):
        assert query_of(success.headers["location"]).keys() == {"code", "iss"}


@pytest.mark.parametrize("which", ["provider", "loopback"])
async def test_every_answer_names_the_issuer(which: str, request: pytest.FixtureRequest) -> None:
    """N-AZ-13."""
    provider: Provider = request.getfixturevalue(which)
    browser = Browser(provider)
    refused = await browser.authorize(prompt="none")
    success = await browser.sign_in()

    assert query_of(success.headers["location"])["iss"] == provider.issuer
    assert query_of(refused.headers["location"])["iss"] == provider.issuer
    metadata = (await browser.http.get("/.well-known/openid-configuration")).json()
    assert metadata["authorization_response_iss_parameter_supported"] is True
    assert metadata["issuer"] == provider.issuer


async def test_a_success_carries_code_state_and_iss_alone(browser: Browser) -> None:
    """N-AZ-13, N-AZ-14: after a trip, and from the session."""
    for success in (await browser.sign_in(), await browser.authorize()):
        assert success.status_code == 303
        assert success.headers["location"].startswith(REDIRECT + "?")
        assert query_of(success.headers["location"]).keys() == {"code", "state", "iss"}


async def test_every_redirect_is_a_303_with_nothing_in_its_body(browser: Browser) -> None:
    """N-AZ-14."""
    refused = await browser.authorize(prompt="none")
    away = await browser.authorize()
    back = await browser.sign_in()
    at_once = await browser.authorize()
    page = await browser.authorize(prompt="login")
    posted = await browser.http.post(AUTHORIZE, data=dict(REQUEST))
    answers = [refused, away, back, at_once, page, posted]

    assert [answer.status_code for answer in answers] == [303] * 6
    assert [answer.content for answer in answers] == [b""] * 6


REFUSALS = ["access_denied", "server_error", "temporarily_unavailable", "invalid_scope", "<svg>"]


@pytest.mark.parametrize("error", REFUSALS)
async def test_an_error_of_discord_goes_to_the_registered_address_without_its_words(
    browser: Browser, provider: Provider, error: str
) -> None:
    """N-AZ-24."""
    state = await browser.begin()
    response = await browser.come_back(
        state, error=error, error_description="<svg onload=1>", error_uri="https://evil.example/"
    )

    known = {"access_denied", "temporarily_unavailable"}
    assert_error_redirect(response, error if error in known else "server_error")
    assert "svg" not in response.headers["location"]
    assert "evil" not in response.headers["location"]
    assert provider.upstream.codes == []


FAULTS = [
    (UpstreamUnavailable("canary: 429"), "temporarily_unavailable"),
    (UpstreamRefused("canary: invalid_grant"), "access_denied"),
    (UpstreamMisconfigured("canary: invalid_client"), "server_error"),
]


@pytest.mark.parametrize(("fault", "error"), FAULTS)
async def test_a_fault_at_discord_is_neither_a_yes_nor_a_no(
    browser: Browser, provider: Provider, fault: Exception, error: str
) -> None:
    """N-AZ-24."""
    provider.upstream.answer = fault

    response = await browser.sign_in()

    assert_error_redirect(response, error)
    assert "canary" not in response.headers["location"]


@pytest.mark.parametrize("nonce", [NONCE, "n" * 64, "n" * 512, "\u00e9<>&\"' +%41", "\u202e\0"])
async def test_the_nonce_lands_unchanged_in_the_id_token(browser: Browser, nonce: str) -> None:
    """N-AZ-23."""
    tokens = await browser.tokens(nonce=nonce)

    assert claims_of(tokens["id_token"])["nonce"] == nonce


async def test_without_a_nonce_the_id_token_has_none(browser: Browser) -> None:
    """N-AZ-23."""
    tokens = await browser.tokens(nonce=None)

    assert "nonce" not in claims_of(tokens["id_token"])


LIMITS = [("state", 4096), ("nonce", 512), ("scope", 1024)]


@pytest.mark.parametrize(("name", "limit"), LIMITS)
@pytest.mark.parametrize("letter", ["a", "\u00e9"])
async def test_lengths_are_limited_in_bytes_and_to_the_byte(
    browser: Browser, provider: Provider, name: str, limit: int, letter: str
) -> None:
    """N-AZ-12, N-AZ-23, N-AZ-11: a limit of the contract."""
    start = "openid " if name == "scope" else "x"
    if name == "scope" and letter != "a":
        start, letter = "openid ", "b"
    room = limit - len(start)
    size = len(letter.encode())
    fits = start + letter * (room // size) + "c" * (room % size)
    assert len(fits.encode()) == limit

    assert (await browser.authorize(**{name: fits})).headers["location"].startswith("https://disc")
    refused = await browser.authorize(**{name: fits + "c"})
    sent = fits + "c" if name == "state" else STATE
    assert_error_redirect(refused, "invalid_request", state=sent)
    assert len(provider.upstream.sent) == 1


async def test_codes_are_long_random_and_never_the_same(browser: Browser) -> None:
    """N-AZ-25."""
    codes = {await browser.code() for _ in range(20)}

    assert len(codes) == 20
    assert all(len(code) == 43 for code in codes)
    # Twenty codes of 43 characters use nearly all of the 64 letters of base64url.
    assert len(set("".join(codes))) > 50
    # No two share a beginning: nothing counts up or tells the time.
    assert len({code[:6] for code in codes}) == 20


@pytest.mark.parametrize("store_forgets_late", [False, True])
async def test_a_code_lives_300_seconds_and_not_one_more(
    browser: Browser, provider: Provider, *, store_forgets_late: bool
) -> None:
    """N-AZ-25: 300 s here, where the strictest profiles have 60."""
    provider.memory.forgets_late = store_forgets_late
    in_time, too_late = await browser.code(), await browser.code()

    provider.clock.advance(299)
    assert (await browser.exchange(in_time)).status_code == 200
    provider.clock.advance(1)
    assert (await browser.exchange(too_late)).json()["error"] == "invalid_grant"

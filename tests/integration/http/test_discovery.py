"""Discovery and keys."""

from base64 import urlsafe_b64decode

import pytest

from tests.integration.http.browser import REQUEST, Browser
from tests.integration.http.claims import header_of
from tests.integration.http.harness import DISCOVERY, HTTPS_ISSUER, JWKS, Provider, provider_of

pytestmark = pytest.mark.anyio

REQUIRED = {
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "response_types_supported",
    "subject_types_supported",
    "id_token_signing_alg_values_supported",
}


@pytest.mark.parametrize("path", DISCOVERY)
async def test_the_issuer_is_the_configured_one_and_where_it_was_fetched(
    browser: Browser, provider: Provider, path: str
) -> None:
    """N-DS-01."""
    response = await browser.http.get(path)

    assert response.json()["issuer"] == provider.issuer == HTTPS_ISSUER
    assert str(response.request.url) == HTTPS_ISSUER + path


async def test_both_addresses_say_the_same(browser: Browser) -> None:
    """N-DS-02."""
    first, second = [await browser.http.get(path) for path in DISCOVERY]

    assert first.json() == second.json()


async def test_every_worker_says_the_same(browser: Browser, provider: Provider) -> None:
    """N-DS-02."""
    other = Browser(provider_of(provider.settings))
    for path in (*DISCOVERY, JWKS):
        assert (await browser.http.get(path)).content == (await other.http.get(path)).content


async def test_required_members_are_there(browser: Browser) -> None:
    """N-DS-03."""
    metadata = (await browser.http.get(DISCOVERY[0])).json()

    assert metadata.keys() >= REQUIRED
    assert "RS256" in metadata["id_token_signing_alg_values_supported"]
    assert None not in metadata.values()


async def test_every_advertised_endpoint_exists_and_is_https(browser: Browser) -> None:
    """N-DS-02."""
    metadata = (await browser.http.get(DISCOVERY[0])).json()
    addresses = {name: v for name, v in metadata.items() if name.endswith(("_endpoint", "_uri"))}

    assert addresses.keys() == {
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "revocation_endpoint",
        "introspection_endpoint",
        "end_session_endpoint",
        "jwks_uri",
    }
    for address in addresses.values():
        assert address.startswith(HTTPS_ISSUER + "/")
        assert (await browser.http.get(address)).status_code != 404


async def test_nothing_is_advertised_that_does_not_work(browser: Browser) -> None:
    """N-DS-02."""
    metadata = (await browser.http.get(DISCOVERY[0])).json()

    assert metadata["code_challenge_methods_supported"] == ["S256"]
    assert metadata["response_types_supported"] == ["code"]
    assert metadata["grant_types_supported"] == ["authorization_code"]
    methods = {"client_secret_basic", "client_secret_post", "none"}
    assert set(metadata["token_endpoint_auth_methods_supported"]) == methods
    answers = {
        mode: (await browser.sign_in(response_mode=mode)).status_code
        for mode in metadata["response_modes_supported"]
    }
    assert answers == {"query": 303, "form_post": 200}
    for scope in metadata["scopes_supported"]:
        assert (await browser.tokens(scope=scope))["scope"] == scope
    for name in ("request", "request_uri"):
        assert metadata[f"{name}_parameter_supported"] is False


async def test_every_claim_that_is_issued_is_advertised(browser: Browser) -> None:
    """N-DS-02."""
    metadata = (await browser.http.get(DISCOVERY[0])).json()
    token = (await browser.tokens(scope=REQUEST["scope"]))["access_token"]
    told = (await browser.userinfo(token)).json()

    assert told.keys() <= set(metadata["claims_supported"])


async def test_the_published_key_is_public_large_and_named(browser: Browser) -> None:
    """N-DS-04: the members of RFC 7517 that a verifier needs, and no private one."""
    (key,) = (await browser.http.get(JWKS)).json()["keys"]

    assert key.keys() == {"kty", "n", "e", "kid", "use", "alg"}
    assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    modulus = urlsafe_b64decode(key["n"] + "=" * (-len(key["n"]) % 4))
    assert len(modulus) * 8 >= 2048
    assert header_of((await browser.tokens())["access_token"])["kid"] == key["kid"]


@pytest.mark.parametrize("path", [*DISCOVERY, JWKS])
async def test_what_is_published_may_be_kept_for_a_short_time(browser: Browser, path: str) -> None:
    """N-DS-05."""
    response = await browser.http.get(path)

    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=300"
    assert response.headers["content-type"] == "application/json"
    assert response.headers["access-control-allow-origin"] == "*"

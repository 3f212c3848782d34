"""What the tokens say, read by a JOSE library that is not the provider's own."""

from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest

from tests import builders
from tests.integration.http.browser import NONCE, SCOPE, Browser
from tests.integration.http.claims import claims_of, header_of, verified
from tests.integration.http.harness import AUDIENCE, CLIENT_ID, HTTPS_ISSUER, JWKS, Provider

pytestmark = pytest.mark.anyio

NOW = int(builders.NOW.timestamp())
PROTOCOL = {"iss", "aud", "sub", "iat", "exp", "auth_time", "acr", "sid", "at_hash", "nonce"}
PERSONAL = {"email", "email_verified", "name", "picture", "nickname", "preferred_username"}


async def test_the_id_token_says_who_signed_in_for_whom_and_when(
    browser: Browser, provider: Provider
) -> None:
    """N-TK-14."""
    code = await browser.code()
    provider.clock.advance(60)
    tokens = (await browser.exchange(code)).json()
    claims = await verified(browser.http, tokens["id_token"], audience=CLIENT_ID)

    half = sha256(tokens["access_token"].encode()).digest()[:16]
    assert {name: claims[name] for name in PROTOCOL - {"sid"}} == {
        "iss": HTTPS_ISSUER,
        "aud": CLIENT_ID,
        "sub": builders.DISCORD_ID,
        "auth_time": NOW,
        "acr": "urn:guildpass:discord",
        "iat": NOW + 60,
        "exp": NOW + 60 + 3600,
        "nonce": NONCE,
        "at_hash": urlsafe_b64encode(half).rstrip(b"=").decode(),
    }
    assert len(claims["sid"]) == 43
    assert "azp" not in claims
    assert "amr" not in claims
    assert isinstance(claims["sub"], str)


async def test_the_id_token_header_names_a_published_key(browser: Browser) -> None:
    """N-TK-14."""
    tokens = await browser.tokens()
    (key,) = (await browser.http.get(JWKS)).json()["keys"]

    assert header_of(tokens["id_token"]) == {"alg": "RS256", "typ": "JWT", "kid": key["kid"]}


async def test_the_id_token_carries_the_claims_of_the_granted_scopes(browser: Browser) -> None:
    """N-TK-14: full by default, since many applications look only there."""
    full = claims_of((await browser.tokens(scope="openid email roles"))["id_token"])
    bare = claims_of((await browser.tokens(scope="openid"))["id_token"])

    assert full.keys() - PROTOCOL == {"email", "email_verified", "roles", "subteams", "groups"}
    assert full["email_verified"] is True
    assert bare.keys() == PROTOCOL


async def test_a_client_of_minimal_id_tokens_gets_protocol_claims_only(browser: Browser) -> None:
    """N-TK-14."""
    code = await browser.code(client_id="minimal")
    tokens = (await browser.exchange(code, client_id="minimal")).json()

    assert claims_of(tokens["id_token"]).keys() == PROTOCOL


async def test_the_subject_stays_when_the_name_changes(provider: Provider) -> None:
    """N-TK-14 (C-50): the subject is the snowflake, as a string."""
    provider.upstream.answer = builders.an_identity(username="renamed", email="other@example.org")
    other = builders.an_identity(discord_id="80351110224678913")

    renamed = claims_of((await Browser(provider).tokens())["id_token"])["sub"]
    provider.upstream.answer = other
    somebody_else = claims_of((await Browser(provider).tokens())["id_token"])["sub"]

    assert (renamed, somebody_else) == (builders.DISCORD_ID, "80351110224678913")


async def test_the_access_token_follows_rfc_9068(browser: Browser) -> None:
    """N-TK-15."""
    token = (await browser.tokens())["access_token"]
    claims = await verified(browser.http, token, audience=AUDIENCE)

    assert header_of(token)["typ"] == "at+jwt"
    expected = {
        "iss": HTTPS_ISSUER,
        "aud": AUDIENCE,
        "sub": builders.DISCORD_ID,
        "client_id": CLIENT_ID,
        "scope": SCOPE,
        "iat": NOW,
        "exp": NOW + 3600,
    }
    assert {name: claims[name] for name in expected} == expected
    assert len(claims["jti"]) > 43


async def test_the_access_token_carries_no_more_of_a_person_than_the_contract_says(
    browser: Browser,
) -> None:
    """N-TK-15."""
    everything = claims_of(
        (await browser.tokens(scope="openid profile email roles"))["access_token"]
    )
    bare = claims_of((await browser.tokens(scope="openid email"))["access_token"])

    assert not PERSONAL & everything.keys()
    granted = {"discord_id", "discord_username", "roles", "subteams", "groups"}
    assert everything.keys() - bare.keys() == granted
    assert everything["subteams"] == everything["groups"] == ["board", "captains", "software"]


async def test_no_two_access_tokens_have_the_same_jti(browser: Browser) -> None:
    """N-TK-15."""
    jtis = {claims_of((await browser.tokens())["access_token"])["jti"] for _ in range(5)}

    assert len(jtis) == 5


async def test_the_scope_is_never_wider_than_was_asked(browser: Browser) -> None:
    """N-TK-16."""
    code = await browser.code(scope="openid")
    tokens = (await browser.exchange(code, scope="openid email roles")).json()

    assert tokens["scope"] == "openid"
    assert claims_of(tokens["access_token"])["scope"] == "openid"
    userinfo = await browser.userinfo(tokens["access_token"])
    assert userinfo.json().keys() == {"sub"}


async def test_a_person_cannot_choose_a_claim_of_the_protocol(
    browser: Browser, provider: Provider
) -> None:
    """N-TK-14, N-TK-15 (C-29): hostile names stay names."""
    provider.upstream.answer = builders.an_identity(
        username='iss","sub":"1',
        global_name="\u202eevil\0",
        membership=builders.a_membership(nick=None),
    )
    claims = claims_of((await browser.tokens())["id_token"])

    assert (claims["iss"], claims["sub"]) == (HTTPS_ISSUER, builders.DISCORD_ID)
    assert claims["name"] == "evil"

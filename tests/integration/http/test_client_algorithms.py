"""``id_token_signed_response_alg``: what each application's ID and logout tokens are signed by."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256, sha512
from pathlib import Path

import pytest

from domain.signing_algorithm import SigningAlgorithm
from tests.integration.http.browser import Browser
from tests.integration.http.claims import header_of, verified
from tests.integration.http.harness import (
    AUDIENCE,
    CLIENT_ID,
    CLIENTS,
    DISCOVERY,
    HTTPS_ISSUER,
    Provider,
    provider_of,
    settings_for,
)
from tests.integration.key_directories import put_key

pytestmark = pytest.mark.anyio

OTHERS = ["PS256", "ES256", "EdDSA"]


def provider_signing(directory: Path, alg: str) -> Provider:
    for kind in {SigningAlgorithm.RS256, SigningAlgorithm(alg)}:
        put_key(directory, kind)
    client = {**CLIENTS[CLIENT_ID], "id_token_signed_response_alg": alg}
    clients = json.dumps({**CLIENTS, CLIENT_ID: client})
    changes = {"JWT_KEYS_DIR": str(directory), "OAUTH_CLIENTS": clients}
    return provider_of(settings_for(None, HTTPS_ISSUER, **changes))


@pytest.mark.parametrize("alg", OTHERS)
async def test_id_tokens_are_signed_as_the_client_wants_and_access_tokens_by_rs256(
    tmp_path: Path, alg: str
) -> None:
    browser = Browser(provider_signing(tmp_path / "keys", alg))
    tokens = await browser.tokens()
    assert header_of(tokens["access_token"])["alg"] == "RS256"
    await verified(browser.http, tokens["access_token"], audience=AUDIENCE)
    assert header_of(tokens["id_token"])["alg"] == alg
    claims = await verified(browser.http, tokens["id_token"], audience=CLIENT_ID, algorithm=alg)
    whole = (sha512 if alg == "EdDSA" else sha256)(tokens["access_token"].encode()).digest()
    half = urlsafe_b64encode(whole[: len(whole) // 2]).decode().rstrip("=")
    assert claims["at_hash"] == half
    assert (await browser.userinfo(tokens["access_token"])).status_code == 200
    # An ID token is no access token, whatever signed it.
    assert (await browser.userinfo(tokens["id_token"])).status_code == 401


@pytest.mark.parametrize("alg", OTHERS)
async def test_logout_tokens_are_signed_as_id_tokens_are(tmp_path: Path, alg: str) -> None:
    provider = provider_signing(tmp_path / "keys", alg)
    browser = Browser(provider)
    tokens = await browser.tokens()
    await browser.sign_out(id_token_hint=tokens["id_token"])
    assert not await browser.is_signed_in()
    (sent,) = provider.delivery.sent
    assert header_of(sent.logout_token)["alg"] == alg
    await verified(browser.http, sent.logout_token, audience=CLIENT_ID, algorithm=alg)


@pytest.mark.parametrize("alg", ["RS256", *OTHERS])
async def test_discovery_names_what_is_used_and_always_rs256(tmp_path: Path, alg: str) -> None:
    """N-DS-02."""
    browser = Browser(provider_signing(tmp_path / "keys", alg))
    metadata = (await browser.http.get(DISCOVERY[0])).json()
    said = metadata["id_token_signing_alg_values_supported"]
    assert said == ["RS256", alg][: 1 if alg == "RS256" else 2]

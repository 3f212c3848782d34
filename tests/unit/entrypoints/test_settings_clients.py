"""``OAUTH_CLIENTS``: which clients are taken, and what is said of the others."""

import json
from hashlib import sha256

import pytest

from domain.client import IdTokenClaims
from domain.client_authentication import TokenEndpointAuthMethod
from domain.grant_type import GrantType
from domain.scope import KNOWN_SCOPES, OFFLINE_ACCESS
from tests.unit.entrypoints.settings_values import REQUIRED, SNOWFLAKE, clients_json, load, refusal

MARK = "vAlUe"
URI = "https://app.example.org/cb"
BASIC = TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
POST = TokenEndpointAuthMethod.CLIENT_SECRET_POST
NONE = TokenEndpointAuthMethod.NONE


def test_a_client_without_further_names_may_do_what_is_usual() -> None:
    (client,) = load(OAUTH_CLIENTS=clients_json()).clients
    assert client.client_id == "app"
    assert client.client_secrets_sha256 == {sha256(b"s3cret").digest()}
    assert client.redirect_uris == {URI}
    assert client.token_endpoint_auth_methods == {BASIC, POST}
    assert client.allowed_scope == set(KNOWN_SCOPES) - {OFFLINE_ACCESS}
    assert client.grant_types == {GrantType.AUTHORIZATION_CODE}
    assert (client.client_name, client.id_token_claims) == (None, IdTokenClaims.FULL)
    assert "s3cret" not in repr(client)


def test_the_metadata_names_of_the_registry_are_taken() -> None:
    entry = {
        "client_name": "Dashboard",
        "scope": "openid roles",
        "id_token_claims": "minimal",
        "token_endpoint_auth_method": "client_secret_post",
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        "client_uri": "https://app.example.org",
        "logo_uri": "https://app.example.org/logo.png",
        "tos_uri": "https://app.example.org/tos",
        "policy_uri": "https://app.example.org/privacy",
        "contacts": ["web@app.example.org"],
        "software_id": "x",
        "software_version": "1",
        "jwks_uri": "https://app.example.org/jwks",
    }
    (client,) = load(OAUTH_CLIENTS=clients_json(**entry)).clients
    assert client.client_name == "Dashboard"
    assert client.allowed_scope == {"openid", "roles"}
    assert client.id_token_claims is IdTokenClaims.MINIMAL
    assert client.token_endpoint_auth_methods == {POST}


def test_a_public_client_has_no_secret() -> None:
    public = clients_json(client_secret=None, token_endpoint_auth_method="none")
    (client,) = load(OAUTH_CLIENTS=public).clients
    assert client.is_public
    assert client.token_endpoint_auth_methods == {NONE}


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uris": [f"{URI}#{MARK}"]},
        {"redirect_uris": [f"https://*.{MARK}.example/cb"]},
        {"redirect_uris": [f"https://app.example/{MARK}/*"]},
        {"redirect_uris": [f"http://{MARK}.example/cb"]},
        {"redirect_uris": [f"https://{MARK}@app.example/cb"]},
        {"redirect_uris": [f"https://app.example/{MARK} cb"]},
        {"redirect_uris": [f"https://app.example\\{MARK}"]},
        {"redirect_uris": [f"https://app.example/cb?code={MARK}"]},
        {"redirect_uris": [f"https://app.example/{MARK}?next=%zz"]},
        {"redirect_uris": [f"javascript:{MARK}"]},
        {"redirect_uris": [f"/{MARK}"]},
        {"redirect_uris": [f"https:///{MARK}"]},
        {"redirect_uris": [f"https://[{MARK}]/cb"]},
        {"redirect_uris": [f"https://app.example:{MARK}/cb"]},
        {"redirect_uris": ["https://["]},
        {"redirect_uris": [URI, f"http://{MARK}.example/cb"]},
        {"redirect_uris": []},
        {"redirect_uris": MARK},
        {"redirect_uris": [5]},
        {"redirect_uris": None},
        {"client_secret": ""},
        {"client_secret": "   "},
        {"client_secret": None},
        {"client_secret": 12345},
        {"client_secret": f"{MARK}\ud800"},
        {"client_secret": f"{MARK}\n"},
        {"client_secret": f" {MARK}"},
        {"client_secret": f"{MARK} "},
        {"client_secret": "..."},
        {"client_secret": MARK, "token_endpoint_auth_method": "none"},
        {"client_secret": "", "token_endpoint_auth_method": "none"},
        {"token_endpoint_auth_method": "client_secret_jwt"},
        {"token_endpoint_auth_method": MARK},
        {"token_endpoint_auth_method": ["none"]},
        {"grant_types": ["authorization_code", "refresh_token"]},
        {"grant_types": [MARK]},
        {"response_types": ["code id_token"]},
        {"scope": f"openid {MARK}"},
        {"scope": ""},
        {"scope": "openid\troles"},
        {"scope": ["openid"]},
        {"client_name": ""},
        {"client_name": f"{MARK}\n"},
        {"id_token_claims": MARK},
        {"client_secrets": MARK},
        {MARK: 1},
        {f"line\n{MARK}": 1},
        {"5f4dcc3b5aa765d61d8327deb882cf99": "client_secret"},
    ],
)
def test_a_client_that_cannot_be_right_is_named_but_nothing_of_it_shown(
    changes: dict[str, object],
) -> None:
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=clients_json(**changes))
    assert 'client "app"' in message
    assert MARK.lower() not in message.lower()
    assert "5f4dcc" not in message
    assert "12345" not in message


def test_the_secret_of_the_example_is_no_secret_but_others_with_dots_and_spaces_are() -> None:
    changed = clients_json(client_secret="...")
    assert "openssl rand" in refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=changed)
    for secret in ("....", "what openssl rand -hex 32 printed"):
        assert load(OAUTH_CLIENTS=clients_json(client_secret=secret)).clients


def test_a_misspelt_name_is_told() -> None:
    changed = clients_json(redirect_uri=URI)
    assert "unknown name redirect_uri" in refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=changed)


@pytest.mark.parametrize(
    "client_id", ["", "with space", "\u00fcber", 'quo"te', "back\\slash", "x" * 129, SNOWFLAKE]
)
def test_a_client_id_fits_a_header_and_is_no_discord_id(client_id: str) -> None:
    text = json.dumps({client_id: {"client_secret": MARK, "redirect_uris": [URI]}})
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=text)
    assert not client_id or client_id not in message
    assert MARK not in message


def test_a_client_id_of_printable_characters_is_taken() -> None:
    text = json.dumps({"odd:client+%&=!~": {"client_secret": "s", "redirect_uris": [URI]}})
    assert load(OAUTH_CLIENTS=text).clients[0].client_id == "odd:client+%&=!~"


def test_the_audience_of_access_tokens_is_no_client() -> None:
    same = clients_json().replace('"app"', json.dumps(REQUIRED["JWT_AUDIENCE"]))
    assert "must not be a client id" in refusal("JWT_AUDIENCE", OAUTH_CLIENTS=same)

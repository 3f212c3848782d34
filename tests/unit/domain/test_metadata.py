"""What discovery says is true (OpenID Connect Discovery section 3, RFC 8414, RFC 9207)."""

import pytest

from domain import metadata
from domain.claims_request import SCOPES_OF_CLAIM
from domain.metadata import OperatorPages, provider_metadata
from domain.scope import KNOWN_SCOPES
from tests.builders import (
    ISSUER,
    NOW,
    a_grant,
    a_portrait,
    a_token_profile,
    an_identity,
)

_METADATA = provider_metadata(ISSUER, OperatorPages(), offline_access=True)


def test_the_metadata_is_this_and_no_more() -> None:
    expected = {
        "issuer": "https://id.example.org",
        "authorization_endpoint": "https://id.example.org/oauth/authorize",
        "token_endpoint": "https://id.example.org/oauth/token",
        "userinfo_endpoint": "https://id.example.org/userinfo",
        "revocation_endpoint": "https://id.example.org/oauth/revoke",
        "introspection_endpoint": "https://id.example.org/oauth/introspect",
        "jwks_uri": "https://id.example.org/jwks.json",
        "end_session_endpoint": "https://id.example.org/oauth/logout",
        "scopes_supported": [
            "openid",
            "profile",
            "email",
            "roles",
            "groups",
            "offline_access",
        ],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "acr_values_supported": ["urn:guildpass:discord"],
        "display_values_supported": ["page"],
        "ui_locales_supported": ["en", "de"],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
            "none",
        ],
        "revocation_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
            "none",
        ],
        # N-IN-01: who has no secret is nobody in particular.
        "introspection_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
        ],
        "code_challenge_methods_supported": ["S256"],
        "claim_types_supported": ["normal"],
        "claims_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "authorization_response_iss_parameter_supported": True,
    }
    said = {name: value for name, value in _METADATA.items() if name != "claims_supported"}
    assert said == expected


def test_the_claims_it_names_are_those_that_an_id_token_can_have() -> None:
    grant = a_grant(scope=frozenset(KNOWN_SCOPES), identity=an_identity())
    id_token = a_token_profile().id_token(
        grant, a_portrait(), nonce="n", access_token="token", now=NOW
    )
    named = _METADATA["claims_supported"]
    assert isinstance(named, list)
    assert sorted(named) == sorted(id_token)


def test_the_claims_it_names_are_each_named_once_and_can_be_asked_for_or_are_the_protocols() -> (
    None
):
    named = _METADATA["claims_supported"]
    assert isinstance(named, list)
    assert len(named) == len(set(named))
    assert set(SCOPES_OF_CLAIM) <= set(named)


def test_the_pages_of_the_operator_are_named_where_they_are_set() -> None:
    pages = OperatorPages(
        service_documentation="https://club.example/docs",
        op_policy_uri="https://club.example/privacy",
        op_tos_uri="https://club.example/terms",
    )
    said = provider_metadata(ISSUER, pages, offline_access=True)
    assert said == _METADATA | {
        "service_documentation": "https://club.example/docs",
        "op_policy_uri": "https://club.example/privacy",
        "op_tos_uri": "https://club.example/terms",
    }


def test_a_page_that_is_not_set_is_not_named() -> None:
    pages = OperatorPages(op_tos_uri="https://club.example/terms")
    said = provider_metadata(ISSUER, pages, offline_access=True)
    assert set(said) - set(_METADATA) == {"op_tos_uri"}
    assert None not in said.values()


def test_where_there_is_no_bot_nothing_is_said_of_refresh_tokens() -> None:
    said = provider_metadata(ISSUER, OperatorPages(), offline_access=False)
    changed = {name: value for name, value in said.items() if value != _METADATA[name]}
    assert changed == {
        "scopes_supported": ["openid", "profile", "email", "roles", "groups"],
        "grant_types_supported": ["authorization_code"],
    }


def _paths() -> list[str]:
    constants = {name: value for name, value in vars(metadata).items() if "_PATH" in name}
    single = [value for value in constants.values() if isinstance(value, str)]
    return [*single, *metadata.DISCOVERY_PATHS]


def test_every_path_is_a_path_of_its_own() -> None:
    paths = _paths()
    assert len(paths) == 15
    assert len(paths) == len(set(paths))
    assert [path for path in paths if not path.startswith("/") or path.endswith("/")] == []


@pytest.mark.parametrize(
    ("member", "path"),
    [
        ("authorization_endpoint", metadata.AUTHORIZE_PATH),
        ("token_endpoint", metadata.TOKEN_PATH),
        ("userinfo_endpoint", metadata.USERINFO_PATH),
        ("revocation_endpoint", metadata.REVOCATION_PATH),
        ("introspection_endpoint", metadata.INTROSPECTION_PATH),
        ("jwks_uri", metadata.JWKS_PATH),
        ("end_session_endpoint", metadata.END_SESSION_PATH),
    ],
)
def test_an_address_is_the_issuer_and_its_path(member: str, path: str) -> None:
    assert _METADATA[member] == ISSUER + path


def test_an_address_for_browsers_alone_is_not_told() -> None:
    private = {metadata.CALLBACK_PATH, metadata.RESUME_PATH}
    private |= {metadata.SIGN_IN_PATH, metadata.CONSENT_PATH}
    said = str(_METADATA)
    assert [path for path in private if path in said] == []

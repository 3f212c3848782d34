"""What discovery says is true (OpenID Connect Discovery section 3, RFC 8414, RFC 9207)."""

from domain.metadata import provider_metadata
from domain.scope import KNOWN_SCOPES
from tests.builders import (
    ISSUER,
    NOW,
    a_client,
    a_grant,
    a_token_profile,
    an_identity,
)

_METADATA = provider_metadata(ISSUER)


def test_the_metadata_is_this_and_no_more() -> None:
    expected = {
        "issuer": "https://id.example.org",
        "authorization_endpoint": "https://id.example.org/oauth/authorize",
        "token_endpoint": "https://id.example.org/oauth/token",
        "userinfo_endpoint": "https://id.example.org/userinfo",
        "jwks_uri": "https://id.example.org/jwks.json",
        "scopes_supported": ["openid", "profile", "email", "roles", "groups"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
            "none",
        ],
        "code_challenge_methods_supported": ["S256"],
        "claim_types_supported": ["normal"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "authorization_response_iss_parameter_supported": True,
    }
    said = {name: value for name, value in _METADATA.items() if name != "claims_supported"}
    assert said == expected


def test_the_claims_it_names_are_those_that_an_id_token_can_have() -> None:
    grant = a_grant(scope=frozenset(KNOWN_SCOPES), identity=an_identity())
    id_token = a_token_profile().id_token(
        grant, a_client(), nonce="n", access_token="token", now=NOW
    )
    named = _METADATA["claims_supported"]
    assert isinstance(named, list)
    assert sorted(named) == sorted(id_token)

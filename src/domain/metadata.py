"""Provider metadata: what discovery says, and no more than is true."""

from domain.client import TokenEndpointAuthMethod
from domain.scope import KNOWN_SCOPES

AUTHORIZE_PATH = "/oauth/authorize"
TOKEN_PATH = "/oauth/token"
USERINFO_PATH = "/userinfo"
JWKS_PATH = "/jwks.json"
DISCOVERY_PATHS = (
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
)
CALLBACK_PATH = "/auth/discord/callback"

_CLAIMS = (
    "iss", "aud", "sub", "iat", "exp", "auth_time", "at_hash", "nonce",
    "discord_id", "discord_username", "name", "preferred_username", "nickname", "picture",
    "locale", "email", "email_verified", "roles", "subteams", "groups",
)  # fmt: skip


def provider_metadata(issuer: str) -> dict[str, object]:
    """Metadata of OpenID Connect Discovery section 3 and RFC 8414 section 2, for both URLs."""
    return {
        "issuer": issuer,
        "authorization_endpoint": issuer + AUTHORIZE_PATH,
        "token_endpoint": issuer + TOKEN_PATH,
        "userinfo_endpoint": issuer + USERINFO_PATH,
        "jwks_uri": issuer + JWKS_PATH,
        "scopes_supported": list(KNOWN_SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": [str(m) for m in TokenEndpointAuthMethod],
        "code_challenge_methods_supported": ["S256"],
        "claim_types_supported": ["normal"],
        "claims_supported": list(_CLAIMS),
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        # Its default is true (OpenID Connect Discovery section 3), so it has to be said.
        "request_uri_parameter_supported": False,
        "authorization_response_iss_parameter_supported": True,
    }

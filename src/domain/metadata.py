"""Provider metadata: what discovery says, and no more than is true."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.authorization_response import ResponseMode
from domain.claims_request import ACR, SCOPES_OF_CLAIM
from domain.client_authentication import TokenEndpointAuthMethod
from domain.grant_type import GrantType
from domain.language import Language
from domain.scope import KNOWN_SCOPES, OFFLINE_ACCESS
from domain.signing_algorithm import SigningAlgorithm

AUTHORIZE_PATH = "/oauth/authorize"
TOKEN_PATH = "/oauth/token"
USERINFO_PATH = "/userinfo"
REVOCATION_PATH = "/oauth/revoke"
INTROSPECTION_PATH = "/oauth/introspect"
JWKS_PATH = "/jwks.json"
DISCOVERY_PATHS = (
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
)
END_SESSION_PATH = "/oauth/logout"
CALLBACK_PATH = "/auth/discord/callback"
RESUME_PATH = "/auth/resume"
SIGN_IN_PATH = "/auth/sign-in"
CONSENT_PATH = "/auth/consent"
SIGN_OUT_PATH = "/auth/logout"
SIGNED_OUT_PATH = "/auth/signed-out"

_CLAIMS = (
    "iss", "aud", "sub", "iat", "exp", "auth_time", "acr", "sid", "at_hash", "nonce",
    *SCOPES_OF_CLAIM,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorPages:
    """Pages of the people who run this provider (OpenID Connect Discovery section 3)."""

    service_documentation: str | None = None
    op_policy_uri: str | None = None
    op_tos_uri: str | None = None

    def members(self) -> dict[str, object]:
        """Give those that there are, as metadata."""
        pages = {
            "service_documentation": self.service_documentation,
            "op_policy_uri": self.op_policy_uri,
            "op_tos_uri": self.op_tos_uri,
        }
        return {name: uri for name, uri in pages.items() if uri is not None}


def provider_metadata(
    issuer: str,
    pages: OperatorPages,
    *,
    offline_access: bool,
    algorithms: Iterable[SigningAlgorithm] = (),
) -> dict[str, object]:
    """Metadata of OpenID Connect Discovery section 3 and RFC 8414 section 2, for both URLs.

    ``offline_access``: whether refresh tokens can be had at all.
    """
    scopes = [name for name in KNOWN_SCOPES if name != OFFLINE_ACCESS or offline_access]
    grant_types = [str(g) for g in GrantType if g != GrantType.REFRESH_TOKEN or offline_access]
    auth_methods = [str(method) for method in TokenEndpointAuthMethod]
    return {
        "issuer": issuer,
        "authorization_endpoint": issuer + AUTHORIZE_PATH,
        "token_endpoint": issuer + TOKEN_PATH,
        "userinfo_endpoint": issuer + USERINFO_PATH,
        "revocation_endpoint": issuer + REVOCATION_PATH,
        "introspection_endpoint": issuer + INTROSPECTION_PATH,
        "jwks_uri": issuer + JWKS_PATH,
        "end_session_endpoint": issuer + END_SESSION_PATH,
        "scopes_supported": scopes,
        "response_types_supported": ["code"],
        "response_modes_supported": [str(mode) for mode in ResponseMode],
        "grant_types_supported": grant_types,
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": _algorithms(algorithms),
        "acr_values_supported": [ACR],
        "display_values_supported": ["page"],
        "ui_locales_supported": [str(language) for language in Language],
        "token_endpoint_auth_methods_supported": auth_methods,
        "revocation_endpoint_auth_methods_supported": auth_methods,
        "introspection_endpoint_auth_methods_supported": [
            method for method in auth_methods if method != TokenEndpointAuthMethod.NONE
        ],
        "code_challenge_methods_supported": ["S256"],
        "claim_types_supported": ["normal"],
        "claims_supported": list(_CLAIMS),
        "claims_parameter_supported": True,
        "request_parameter_supported": False,
        # Its default is true (OpenID Connect Discovery section 3), so it has to be said.
        "request_uri_parameter_supported": False,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "authorization_response_iss_parameter_supported": True,
        **pages.members(),
    }


def _algorithms(used: Iterable[SigningAlgorithm]) -> list[str]:
    # RS256 must be among them (OpenID Connect Discovery section 3).
    named = {SigningAlgorithm.RS256, *used}
    return [str(algorithm) for algorithm in SigningAlgorithm if algorithm in named]

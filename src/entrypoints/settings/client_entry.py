"""One entry of ``OAUTH_CLIENTS``, with the metadata names of RFC 7591."""

import msgspec

from domain.client import IdTokenClaims
from domain.signing_algorithm import SigningAlgorithm


class ClientEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry. Below ``require_auth_time`` stand names that are kept for people to read."""

    redirect_uris: list[str] = msgspec.field(default_factory=list)
    client_secret: str | None = None
    token_endpoint_auth_method: str | None = None
    grant_types: list[str] | None = None
    response_types: list[str] | None = None
    client_name: str | None = None
    scope: str | None = None
    id_token_claims: str = IdTokenClaims.FULL
    id_token_signed_response_alg: str = SigningAlgorithm.RS256
    consent: str | None = None
    default_max_age: int | None = None
    post_logout_redirect_uris: list[str] = msgspec.field(default_factory=list)
    backchannel_logout_uri: str | None = None
    backchannel_logout_session_required: bool = False
    offline_access: str | None = None
    refresh_token_rotation: bool | None = None
    resource_server: bool = False
    enabled: bool = True
    # Every ID token has auth_time, so that there is nothing to do for it.
    require_auth_time: bool = False
    # Read by settings.branding.
    logo_file: str | None = None
    client_uri: str | None = None
    logo_uri: str | None = None
    tos_uri: str | None = None
    policy_uri: str | None = None
    contacts: list[str] | None = None
    software_id: str | None = None
    software_version: str | None = None
    jwks_uri: str | None = None
    jwks: dict[str, object] | None = None

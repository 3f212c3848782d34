"""One registered client, wherever its entry comes from."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from domain.client import LARGEST_MAX_AGE, Client, Consent, IdTokenClaims
from domain.client_authentication import TokenEndpointAuthMethod
from domain.grant_type import GrantType
from domain.scope import EMAIL
from entrypoints.settings.client_addresses import (
    backchannel_logout_uri,
    cors_origins,
    post_logout_redirect_uris,
    redirect_uris,
)
from entrypoints.settings.client_entry import ClientEntry, entry_of
from entrypoints.settings.client_grants import (
    allowed_scope,
    always_offline,
    grant_types,
    rotation,
)
from entrypoints.settings.client_secrets import has_secret, secrets_of
from entrypoints.settings.keys import signing_algorithm
from entrypoints.settings.rules.client_rules import disclosure_of, gate_of
from entrypoints.settings.rules.vocabulary import Vocabulary

CLIENT_ID = r"[\x21\x23-\x5B\x5D-\x7E]{1,128}"
# A subject is a Discord id; a client must never look like one (RFC 9700 section 4.15).
_LIKE_A_SUBJECT = re.compile(r"[0-9]{15,20}")
_AUDIENCE = re.compile(r"[\x21-\x7E]([\x20-\x7E]*[\x21-\x7E])?")
_CONFIDENTIAL = frozenset(
    {TokenEndpointAuthMethod.CLIENT_SECRET_BASIC, TokenEndpointAuthMethod.CLIENT_SECRET_POST}
)


def check_client_id(client_id: str) -> None:
    """Raise ValueError, which does not show the id, if no client may have it."""
    if not re.fullmatch(CLIENT_ID, client_id):
        raise ValueError("a client id is 1 to 128 ASCII characters without spaces")
    if _LIKE_A_SUBJECT.fullmatch(client_id):
        raise ValueError("a client id must not look like a Discord id")


def client_of(client_id: str, value: object, vocabulary: Vocabulary) -> Client:
    """Read one entry; raise ValueError, which names the metadata at fault and never its value."""
    entry = entry_of(value)
    methods = _auth_methods(entry)
    secrets = secrets_of(entry, vocabulary.variables)
    granted = grant_types(
        entry.grant_types, entry.response_types, resource_server=entry.resource_server
    )
    always = always_offline(entry.offline_access, granted)
    client = Client(
        client_id=client_id,
        client_secrets_sha256=secrets,
        redirect_uris=_redirect_uris(entry, granted),
        token_endpoint_auth_methods=methods,
        allowed_scope=_allowed_scope(entry, granted, always=always),
        client_name=_client_name(entry.client_name),
        id_token_claims=_id_token_claims(entry),
        id_token_signed_response_alg=signing_algorithm(entry.id_token_signed_response_alg),
        default_max_age=_default_max_age(entry.default_max_age),
        post_logout_redirect_uris=post_logout_redirect_uris(entry.post_logout_redirect_uris),
        backchannel_logout_uri=backchannel_logout_uri(entry.backchannel_logout_uri),
        backchannel_logout_session_required=entry.backchannel_logout_session_required,
        grant_types=granted,
        always_offline=always,
        rotates_refresh_tokens=rotation(
            entry.refresh_token_rotation, granted, is_public=not secrets
        ),
        resource_server=_resource_server(entry),
        audience=_audience(entry.audience),
        cors_origins=cors_origins(entry.cors_origins),
        enabled=entry.enabled,
        gate=gate_of(value, vocabulary),
        disclosure=disclosure_of(value, entry, vocabulary),
    )
    return replace(client, consent=_consent(entry.consent, client))


def _auth_methods(entry: ClientEntry) -> frozenset[TokenEndpointAuthMethod]:
    method = entry.token_endpoint_auth_method
    if method not in {None, *TokenEndpointAuthMethod}:
        raise ValueError(
            "token_endpoint_auth_method must be client_secret_basic, client_secret_post or none"
        )
    if method == TokenEndpointAuthMethod.NONE:
        if has_secret(entry):
            raise ValueError("token_endpoint_auth_method none goes without a client_secret")
        return frozenset({TokenEndpointAuthMethod.NONE})
    if not has_secret(entry):
        raise ValueError(
            "client_secret is missing: openssl rand -hex 32 makes one; "
            "a public client has token_endpoint_auth_method none instead"
        )
    return _CONFIDENTIAL if method is None else frozenset({TokenEndpointAuthMethod(method)})


def _redirect_uris(entry: ClientEntry, granted: AbstractSet[GrantType]) -> frozenset[str]:
    if not granted and not entry.redirect_uris:
        return frozenset()
    return redirect_uris(entry.redirect_uris)


def _allowed_scope(
    entry: ClientEntry, granted: AbstractSet[GrantType], *, always: bool
) -> frozenset[str]:
    allowed = allowed_scope(entry.scope, granted, always=always)
    if entry.email != "none":
        return allowed
    if allowed == {EMAIL}:
        raise ValueError("scope holds email alone, and email is none: nothing could be granted")
    return allowed - {EMAIL}


def _resource_server(entry: ClientEntry) -> bool:
    if entry.resource_server and not has_secret(entry):
        raise ValueError("resource_server needs a client_secret: anybody could pose as it")
    return entry.resource_server


def _audience(text: str | None) -> str | None:
    if text is not None and not _AUDIENCE.fullmatch(text):
        raise ValueError("audience must be ASCII, without spaces around it")
    return text


def _client_name(name: str | None) -> str | None:
    if name is not None and not (name.isprintable() and name.strip()):
        raise ValueError("client_name must be a printable text")
    return name


def _default_max_age(seconds: int | None) -> int | None:
    if seconds is not None and not 0 <= seconds <= LARGEST_MAX_AGE:
        raise ValueError("default_max_age must be a whole number of seconds")
    return seconds


def _consent(text: str | None, client: Client) -> Consent:
    if text is None:
        return Consent.ALWAYS if client.can_be_impersonated else Consent.NEVER
    if text not in set(Consent):
        raise ValueError("consent must be never, once or always")
    return Consent(text)


def _id_token_claims(entry: ClientEntry) -> IdTokenClaims:
    if entry.id_token_claims not in set(IdTokenClaims):
        raise ValueError("id_token_claims must be full or minimal")
    return IdTokenClaims(entry.id_token_claims)

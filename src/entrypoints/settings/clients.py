"""``OAUTH_CLIENTS``: the registered clients, with the metadata names of RFC 7591."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from hashlib import sha256

import msgspec

from domain.client import LARGEST_MAX_AGE, Client, Consent, IdTokenClaims
from domain.client_authentication import TokenEndpointAuthMethod
from domain.grant_type import GrantType
from entrypoints.settings.client_addresses import (
    backchannel_logout_uri,
    post_logout_redirect_uris,
    redirect_uris,
)
from entrypoints.settings.client_entry import ClientEntry
from entrypoints.settings.client_grants import (
    allowed_scope,
    always_offline,
    grant_types,
    rotation,
)
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.keys import signing_algorithm
from entrypoints.settings.source import Source

_NAME = "OAUTH_CLIENTS"
_CLIENT_ID = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]{1,128}")
_LIKE_A_NAME = re.compile(r"[a-z]+(_[a-z]+){0,5}")
# A subject is a Discord id; a client must never look like one (RFC 9700 section 4.15).
_LIKE_A_SUBJECT = re.compile(r"[0-9]{15,20}")
_WRONG_TYPE = re.compile(
    r"Expected `(?P<kind>\w+)(?: \| null)?`, got `[\w ]+`(?: - at `\$\.?(?P<name>\w*).*`)?"
)
_KINDS = {
    "int": "a whole number, without quotes",
    "str": "a text in quotes",
    "array": "a list in square brackets",
    "bool": "true or false, without quotes",
    "object": "an object in braces",
}
_PLACEHOLDER = "..."
_CONFIDENTIAL = frozenset(
    {TokenEndpointAuthMethod.CLIENT_SECRET_BASIC, TokenEndpointAuthMethod.CLIENT_SECRET_POST}
)


def clients(source: Source) -> tuple[Client, ...]:
    """Read a JSON object of client_id to metadata."""
    return tuple(_clients(source.json_object(_NAME)))


def _clients(entries: dict[str, object]) -> Iterator[Client]:
    for client_id, value in entries.items():
        if not _CLIENT_ID.fullmatch(client_id):
            raise SettingsError(_NAME, "a client id is 1 to 128 ASCII characters without spaces")
        if _LIKE_A_SUBJECT.fullmatch(client_id):
            raise SettingsError(_NAME, "a client id must not look like a Discord id")
        try:
            _check_names(value)
            yield _client(client_id, msgspec.convert(value, ClientEntry))
        except msgspec.ValidationError as fault:
            raise SettingsError(_NAME, f'client "{client_id}": {_in_words(fault)}') from None
        except ValueError as fault:
            raise SettingsError(_NAME, f'client "{client_id}": {fault}') from None


def _in_words(fault: msgspec.ValidationError) -> str:
    """Say which name is of the wrong kind, and which kind is right."""
    found = _WRONG_TYPE.match(str(fault))
    if found is None:
        return str(fault)
    return f"{found['name'] or 'the entry'} must be {_KINDS.get(found['kind'], found['kind'])}"


def _check_names(value: object) -> None:
    """Refuse unknown names before msgspec does: it would repeat them whatever they are."""
    unknown = value.keys() - set(ClientEntry.__struct_fields__) if isinstance(value, dict) else ()
    # What looks like no name may be a secret in the wrong place.
    shown = sorted(name for name in unknown if _LIKE_A_NAME.fullmatch(name))
    if unknown:
        what = f"unknown name {shown[0]}" if shown else "holds an unknown name"
        raise ValueError(f"{what}; the README lists those there are")


def _client(client_id: str, entry: ClientEntry) -> Client:
    methods = _auth_methods(entry)
    secret = entry.client_secret
    if secret is not None and (not secret.isprintable() or secret != secret.strip()):
        raise ValueError("client_secret has spaces around it or cannot be printed")
    if secret == _PLACEHOLDER:
        raise ValueError("client_secret is still the example: openssl rand -hex 32 makes one")
    granted = grant_types(
        entry.grant_types, entry.response_types, resource_server=entry.resource_server
    )
    always = always_offline(entry.offline_access, granted)
    client = Client(
        client_id=client_id,
        client_secret_sha256=None if secret is None else sha256(secret.encode()).digest(),
        redirect_uris=_redirect_uris(entry, granted),
        token_endpoint_auth_methods=methods,
        allowed_scope=allowed_scope(entry.scope, granted, always=always),
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
            entry.refresh_token_rotation, granted, is_public=secret is None
        ),
        resource_server=_resource_server(entry),
        enabled=entry.enabled,
    )
    return replace(client, consent=_consent(entry.consent, client))


def _auth_methods(entry: ClientEntry) -> frozenset[TokenEndpointAuthMethod]:
    method = entry.token_endpoint_auth_method
    if method not in {None, *TokenEndpointAuthMethod}:
        raise ValueError(
            "token_endpoint_auth_method must be client_secret_basic, client_secret_post or none"
        )
    if method == TokenEndpointAuthMethod.NONE:
        if entry.client_secret is not None:
            raise ValueError("token_endpoint_auth_method none goes without a client_secret")
        return frozenset({TokenEndpointAuthMethod.NONE})
    if not (entry.client_secret or "").strip():
        raise ValueError(
            "client_secret is missing or empty: openssl rand -hex 32 makes one; "
            "a public client has token_endpoint_auth_method none instead"
        )
    return _CONFIDENTIAL if method is None else frozenset({TokenEndpointAuthMethod(method)})


def _redirect_uris(entry: ClientEntry, granted: AbstractSet[GrantType]) -> frozenset[str]:
    if not granted and not entry.redirect_uris:
        return frozenset()
    return redirect_uris(entry.redirect_uris)


def _resource_server(entry: ClientEntry) -> bool:
    if entry.resource_server and entry.client_secret is None:
        raise ValueError("resource_server needs a client_secret: anybody could pose as it")
    return entry.resource_server


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

"""What to paste into an application."""

from collections.abc import Iterator, Mapping

from domain.claims_request import SCOPES_OF_CLAIM
from domain.client import Client
from domain.metadata import (
    AUTHORIZE_PATH,
    DISCOVERY_PATHS,
    END_SESSION_PATH,
    JWKS_PATH,
    TOKEN_PATH,
    USERINFO_PATH,
)
from domain.scope import format_scope
from entrypoints.settings import Settings

_ALWAYS = ("sub",)
_OF_PUBLIC = "none: it is a public client, and uses PKCE (S256)"
_PLACES = {
    "client_secret": "the client_secret in its entry",
    "client_secret_file": "the file that client_secret_file names",
    "client_secret_env": "the value of {name}, in the environment or .env",
    "client_secret_sha256": (
        "kept as a digest alone, and shown once when it was made; "
        "guildpass clients rotate-secret makes another"
    ),
}


def sheet_of(client_id: str, settings: Settings) -> dict[str, object]:
    """Give it by the names that applications use; no secret is in it."""
    issuer, client = settings.issuer, settings.rulebook.clients[client_id]
    return {
        "issuer": issuer,
        "discovery": issuer + DISCOVERY_PATHS[0],
        "authorization_endpoint": issuer + AUTHORIZE_PATH,
        "token_endpoint": issuer + TOKEN_PATH,
        "userinfo_endpoint": issuer + USERINFO_PATH,
        "jwks_uri": issuer + JWKS_PATH,
        "end_session_endpoint": issuer + END_SESSION_PATH,
        "client_id": client_id,
        "client_secret": _secret(client, settings.read.entries[client_id]),
        "token_endpoint_auth_methods": sorted(map(str, client.token_endpoint_auth_methods)),
        "response_type": "code",
        "code_challenge_method": "S256",
        "scope": format_scope(client.allowed_scope),
        "redirect_uris": sorted(client.redirect_uris),
        "post_logout_redirect_uris": sorted(client.post_logout_redirect_uris),
        "backchannel_logout_uri": client.backchannel_logout_uri,
        "claims": _claims(client),
        "id_token_signed_response_alg": str(client.id_token_signed_response_alg),
    }


def sheet_lines(sheet: Mapping[str, object]) -> Iterator[str]:
    """Give it in columns, a line for each value; what there is none of is left out."""
    width = max(map(len, sheet))
    for name, value in sheet.items():
        values = value if isinstance(value, list) else [value] if value else []
        if name == "claims":
            values = [", ".join(map(str, values))]
        for number, one in enumerate(values):
            yield f"{'' if number else name:{width}}  {one}"


def _secret(client: Client, entry: object) -> str:
    if client.is_public:
        return _OF_PUBLIC
    table = entry if isinstance(entry, dict) else {}
    name, place = next(one for one in _PLACES.items() if one[0] in table)
    return place.format(name=table[name]) if name == "client_secret_env" else place


def _claims(client: Client) -> list[str]:
    """Name what it may get of a person: by its scopes, and by rules of its own."""
    scope = client.allowed_scope
    standard = [name for name, scopes in SCOPES_OF_CLAIM.items() if scope & set(scopes)]
    ruled = [
        rule.name
        for rule in client.disclosure.claim_rules
        if rule.scopes is None or rule.scopes & scope
    ]
    replaced = {rule.name for rule in client.disclosure.claim_rules}
    return [*_ALWAYS, *(name for name in standard if name not in replaced), *ruled]

"""One registered client as an operator writes it, with the metadata names of RFC 7591."""

import re

import msgspec

from domain.client import IdTokenClaims
from domain.signing_algorithm import SigningAlgorithm
from entrypoints.settings.rules.entries import ClaimEntry, GateEntry, UsernameEntry
from entrypoints.settings.rules.faults import check_names

_WRONG_TYPE = re.compile(
    r"Expected `(?P<kind>\w+(?: \| array)?)(?: \| null)?`, got `[\w ]+`"
    r"(?: - at `\$\.?(?P<name>\w*).*`)?"
)
_KINDS = {
    "int": "a whole number, without quotes",
    "str": "a text in quotes",
    "str | array": "a text in quotes, or a list of them",
    "array": "a list in square brackets",
    "bool": "true or false, without quotes",
    "object": "an object in braces",
}


class ClientEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry. Below ``require_auth_time`` stand names that are kept for people to read."""

    redirect_uris: list[str] = msgspec.field(default_factory=list)
    client_secret: str | list[str] | None = None
    client_secret_sha256: str | list[str] | None = None
    client_secret_file: str | list[str] | None = None
    client_secret_env: str | list[str] | None = None
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
    audience: str | None = None
    cors_origins: list[str] = msgspec.field(default_factory=list)
    enabled: bool = True
    gate: GateEntry | None = None
    claims: dict[str, ClaimEntry] = msgspec.field(default_factory=dict)
    email: str | None = None
    preferred_username: UsernameEntry | None = None
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


# Tables, each of which is read by itself, so that a fault in it is found there.
TABLES = ("gate", "claims", "preferred_username")


def entry_of(value: object) -> ClientEntry:
    """Read one entry, wherever it comes from, or raise ValueError with the mend."""
    check_names(value, ClientEntry.__struct_fields__)
    plain = value
    if isinstance(value, dict):
        plain = {name: one for name, one in value.items() if name not in TABLES}
    try:
        return msgspec.convert(plain, ClientEntry)
    except msgspec.ValidationError as fault:
        raise ValueError(_in_words(fault)) from None


def _in_words(fault: msgspec.ValidationError) -> str:
    """Say which name is of the wrong kind, and which kind is right."""
    found = _WRONG_TYPE.match(str(fault))
    if found is None:
        return str(fault)
    return f"{found['name'] or 'the entry'} must be {_KINDS.get(found['kind'], found['kind'])}"

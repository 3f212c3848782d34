"""One registered client as an operator writes it, with the metadata names of RFC 7591."""

import re
from typing import Annotated, Any

import msgspec

from domain.client import Consent, IdTokenClaims
from domain.client_authentication import TokenEndpointAuthMethod
from domain.grant_type import GrantType
from domain.scope import KNOWN_SCOPES
from domain.signing_algorithm import SigningAlgorithm
from entrypoints.settings.rules.entries import ClaimEntry, GateEntry, UsernameEntry
from entrypoints.settings.rules.faults import check_names
from entrypoints.settings.rules.words import like, one_of, said

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
_ANY_SCOPE = "|".join(KNOWN_SCOPES)
_SCOPE = f"({_ANY_SCOPE})( ({_ANY_SCOPE}))*"
_KEPT = said("Kept for people to read; it changes nothing.")
Digest = Annotated[str, like("[0-9a-fA-F]{64}")]


class ClientEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An application, with the metadata names of RFC 7591."""

    redirect_uris: Annotated[
        list[str], said("Exact addresses.", ["https://app.example.org/callback"])
    ] = msgspec.field(default_factory=list)
    client_secret: Annotated[
        str | list[str] | None, said("The secret, or two while one takes the place of the other.")
    ] = None
    client_secret_sha256: Annotated[
        Digest | list[Digest] | None, said("In its place the SHA-256 digest, or two.")
    ] = None
    client_secret_file: Annotated[
        str | list[str] | None, said("In its place the path of a file that holds it, or two.")
    ] = None
    client_secret_env: Annotated[
        str | list[str] | None, said("In its place the name of a variable that holds it, or two.")
    ] = None
    token_endpoint_auth_method: Annotated[
        Annotated[str, one_of(TokenEndpointAuthMethod)] | None,
        said("none makes a public client; without it Basic and post both work."),
    ] = None
    grant_types: Annotated[
        list[Annotated[str, one_of(GrantType)]] | None,
        said("With refresh_token there are refresh tokens; [] for a mere resource server."),
    ] = None
    response_types: Annotated[
        list[Annotated[str, one_of(["code"])]] | None, said("May only be this.", ["code"])
    ] = None
    client_name: Annotated[str | None, said("What people are shown.")] = None
    scope: Annotated[
        Annotated[str, like(_SCOPE)] | None,
        said("The scopes it may have, separated by spaces; else all.", "openid profile groups"),
    ] = None
    id_token_claims: Annotated[
        Annotated[str, one_of(IdTokenClaims)],
        said("minimal keeps what is about the person out of ID tokens."),
    ] = IdTokenClaims.FULL
    id_token_signed_response_alg: Annotated[
        Annotated[str, one_of(SigningAlgorithm)],
        said("Of ID tokens and logout tokens; others than RS256 need a key."),
    ] = SigningAlgorithm.RS256
    consent: Annotated[
        Annotated[str, one_of(Consent)] | None, said("When people are asked to share.")
    ] = None
    default_max_age: Annotated[
        int | None, said("Seconds after which people sign in anew, if it does not say.")
    ] = None
    post_logout_redirect_uris: Annotated[
        list[str], said("Exact addresses a person may be sent to after signing out.")
    ] = msgspec.field(default_factory=list)
    backchannel_logout_uri: Annotated[str | None, said("Where logout tokens are sent.")] = None
    backchannel_logout_session_required: Annotated[
        bool, said("A logout token must name the session.")
    ] = False
    offline_access: Annotated[
        Annotated[str, one_of(["always", "on_request"])] | None,
        said("always: refresh tokens for an application that cannot ask for them."),
    ] = None
    refresh_token_rotation: Annotated[
        bool | None, said("false: a refresh token stays the same.")
    ] = None
    resource_server: Annotated[bool, said("It may introspect any access token.")] = False
    audience: Annotated[
        str | None, said("The aud of its access tokens, in place of JWT_AUDIENCE.")
    ] = None
    cors_origins: Annotated[
        list[str], said("Web origins whose scripts may call, beside those of redirect_uris.")
    ] = msgspec.field(default_factory=list)
    enabled: Annotated[bool, said("false switches it off.")] = True
    gate: Annotated[GateEntry | None, said("Who may use it, beside the general gate.")] = None
    claims: Annotated[dict[str, ClaimEntry], said("What it is told, by the name it looks for.")] = (
        msgspec.field(default_factory=dict)
    )
    email: Annotated[
        Annotated[str, like("discord|verified|none|@.+")] | None,
        said("discord, verified, none, or @ and a domain of yours for made-up addresses."),
    ] = None
    preferred_username: Annotated[
        UsernameEntry | None, said("Which names it takes; else as Discord has them.")
    ] = None
    # Every ID token has auth_time, so that there is nothing to do for it.
    require_auth_time: Annotated[bool, _KEPT] = False
    # Read by settings.branding.
    logo_file: Annotated[str | None, said("The path of a picture beside the name.")] = None
    client_uri: Annotated[str | None, _KEPT] = None
    logo_uri: Annotated[str | None, _KEPT] = None
    tos_uri: Annotated[str | None, _KEPT] = None
    policy_uri: Annotated[str | None, _KEPT] = None
    contacts: Annotated[list[str] | None, _KEPT] = None
    software_id: Annotated[str | None, _KEPT] = None
    software_version: Annotated[str | None, _KEPT] = None
    jwks_uri: Annotated[str | None, _KEPT] = None
    jwks: Annotated[dict[str, Any] | None, _KEPT] = None


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

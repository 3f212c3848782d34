"""A new application, as it is told at the command line, and what it has to be told in turn."""

import re
import unicodedata
from collections.abc import Sequence

import click

from application.operate.make_client_secret import ClientSecret
from domain.client_authentication import TokenEndpointAuthMethod
from domain.metadata import DISCOVERY_PATHS
from domain.scope import OFFLINE_ACCESS

_OTHER = re.compile("[^a-z0-9]+")
_LONGEST = 64


def slug_of(name: str) -> str:
    """Make a client id of a name, for which there must be letters or digits in it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = _OTHER.sub("-", plain)[:_LONGEST].strip("-")
    if not slug:
        raise click.UsageError("NAME gives no id: --id says one")
    return slug


def entry_of(
    name: str,
    redirect_uris: Sequence[str],
    scopes: Sequence[str],
    secret: ClientSecret | None,
    *,
    refresh: bool,
) -> dict[str, object]:
    """Give what stands in its table, with the metadata names of RFC 7591."""
    entry: dict[str, object] = {"client_name": name, "redirect_uris": list(redirect_uris)}
    if secret:
        entry["client_secret_sha256"] = secret.sha256
    else:
        entry["token_endpoint_auth_method"] = str(TokenEndpointAuthMethod.NONE)
    if refresh:
        entry["grant_types"] = ["authorization_code", "refresh_token"]
    if scopes:
        entry["scope"] = _scope(scopes, refresh=refresh)
    return entry


def account(issuer: str, client_id: str, secret: ClientSecret | None) -> str:
    """Say what goes into the application; the secret is in it."""
    lines = [
        "For the application:",
        "",
        f"issuer         {issuer}",
        f"discovery      {issuer}{DISCOVERY_PATHS[0]}",
        f"client_id      {client_id}",
    ]
    if secret:
        lines.append(f"client_secret  {secret.text}")
        lines += ["", "The secret is shown this once: only its digest is kept."]
    return "\n".join(lines)


def _scope(scopes: Sequence[str], *, refresh: bool) -> str:
    names = " ".join(scopes).split()
    # Without it no request could ask for what --refresh is for.
    return " ".join(dict.fromkeys([*names, OFFLINE_ACCESS] if refresh else names))

"""Scopes: their grammar (RFC 6749 section 3.3) and the ones that are known here."""

import re
from collections.abc import Set as AbstractSet

from domain.errors import InvalidScope

OPENID = "openid"
PROFILE = "profile"
EMAIL = "email"
ROLES = "roles"
GROUPS = "groups"
OFFLINE_ACCESS = "offline_access"

KNOWN_SCOPES = (OPENID, PROFILE, EMAIL, ROLES, GROUPS, OFFLINE_ACCESS)

_TOKEN = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")


def parse_scope(text: str) -> frozenset[str]:
    """Read space-separated scope tokens, or raise :class:`InvalidScope`.

    The grammar has one space between two tokens. More of them come from applications that join
    a list with an empty name in it, and say no less clearly what is asked for.
    """
    tokens = frozenset(text.split(" ")) - {""}
    if not tokens or not all(_TOKEN.fullmatch(token) for token in tokens):
        raise InvalidScope
    return tokens


def format_scope(scope: AbstractSet[str]) -> str:
    """Write granted scopes in one fixed order, separated by single spaces."""
    return " ".join(name for name in KNOWN_SCOPES if name in scope)


def grantable(requested: AbstractSet[str], allowed: AbstractSet[str]) -> frozenset[str]:
    """Drop what is unknown or not allowed; raise :class:`InvalidScope` if nothing is left."""
    granted = frozenset(KNOWN_SCOPES) & requested & allowed
    # A refresh token for nothing is nothing.
    if not granted - {OFFLINE_ACCESS}:
        raise InvalidScope
    return granted

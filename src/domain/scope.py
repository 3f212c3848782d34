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

_SCOPE = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*")


def parse_scope(text: str) -> frozenset[str]:
    """Read space-separated scope tokens, or raise :class:`InvalidScope`."""
    if not _SCOPE.fullmatch(text):
        raise InvalidScope
    return frozenset(text.split(" "))


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

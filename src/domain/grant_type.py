"""Grant types: what the token endpoint exchanges for tokens (RFC 7591 section 2)."""

from enum import StrEnum


class GrantType(StrEnum):
    """Those there are here."""

    AUTHORIZATION_CODE = "authorization_code"
    REFRESH_TOKEN = "refresh_token"

"""How a client proves who it is (RFC 6749 section 2.3)."""

from dataclasses import dataclass, field
from enum import StrEnum


class TokenEndpointAuthMethod(StrEnum):
    """How a client authenticates (RFC 7591 section 2)."""

    CLIENT_SECRET_BASIC = "client_secret_basic"
    CLIENT_SECRET_POST = "client_secret_post"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCredentials:
    """What a request presented to authenticate its client (RFC 6749 section 2.3.1)."""

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    method: TokenEndpointAuthMethod

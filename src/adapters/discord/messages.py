"""What we read of Discord's answers, and no more.

Fields whose fault must not cost a sign-in are read as ``object`` and judged afterwards.
"""

from typing import Annotated, TypeVar

import msgspec

T = TypeVar("T")

Snowflake = Annotated[str, msgspec.Meta(pattern=r"^(0|[1-9][0-9]{0,19})\Z")]
# It is sent back in a header, which takes nothing else (RFC 6750 section 2.1).
BearerToken = Annotated[str, msgspec.Meta(pattern=r"^[\x21-\x7E]+\Z")]


class TokenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Answer of the token endpoint; an absent scope is the one asked for (RFC 6749 5.1)."""

    access_token: BearerToken
    scope: str | None = None

    def __repr__(self) -> str:
        """Hide the token."""
        return "TokenAnswer()"


class ErrorAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An error of the token endpoint (``error``) or of the API (``code``)."""

    error: object = None
    code: object = None


class RateLimitAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a 429: seconds to wait, and whether for everything."""

    retry_after: float = 1.0
    is_global: bool = msgspec.field(default=False, name="global")


class UserAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /users/@me``."""

    id: Snowflake
    username: str
    discriminator: object = None
    global_name: str | None = None
    avatar: object = None
    locale: object = None
    email: object = None
    verified: object = None
    mfa_enabled: object = None


class MemberUser(msgspec.Struct, frozen=True, kw_only=True):
    """The account inside a member object."""

    id: Snowflake


class MemberAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A guild member object. ``flags`` bit 4 marks a guest."""

    roles: tuple[Snowflake, ...]
    nick: str | None = None
    avatar: object = None
    pending: bool | None = None
    flags: int | None = None
    user: MemberUser | None = None


class WholeMemberAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A guild member object, read for the account in it."""

    user: UserAnswer
    nick: str | None = None


class RoleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A role of ``GET /guilds/{guild.id}/roles``."""

    id: Snowflake
    name: str
    position: int = 0
    managed: bool = False


class ApplicationAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /applications/@me``."""

    id: Snowflake
    redirect_uris: tuple[str, ...] | None = None


def read(body: bytes, kind: type[T]) -> T | None:
    """Read a JSON body; None if it is not what it should be."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # Not this kind of JSON, not UTF-8, nested without end.
        return None

"""The tables of ``guildpass.toml``, as the file has them."""

from typing import Annotated

import msgspec

Refs = Annotated[
    list[str],
    msgspec.Meta(
        description="Roles, written @name, @id or @guild/id; and subteams, by their slug.",
        examples=[["@board", "treasury"]],
    ),
]
Ids = Annotated[list[str], msgspec.Meta(description="Discord user ids, as texts.")]
Value = str | int | float | bool | list[str]


class SubteamEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A subteam: who has one of any, each of all, and none of none."""

    name: Annotated[str | None, msgspec.Meta(description="What people read; else the slug.")] = None
    any: Refs = msgspec.field(default_factory=list)
    all: Refs = msgspec.field(default_factory=list)
    none: Refs = msgspec.field(default_factory=list)


class GateEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gate: who may use it. Every rule that stands here must hold."""

    any: Refs = msgspec.field(default_factory=list)
    all: Refs = msgspec.field(default_factory=list)
    none: Refs = msgspec.field(default_factory=list)
    two_factor: Annotated[
        bool, msgspec.Meta(description="Two-factor authentication is on, as of the last sign-in.")
    ] = False
    account_age: Annotated[
        str | None, msgspec.Meta(description="How old the Discord account is at least: 30d.")
    ] = None
    allowed_users: Annotated[
        Ids, msgspec.Meta(description="Who needs neither any nor all; without both, only they.")
    ] = msgspec.field(default_factory=list)
    blocked_users: Ids = msgspec.field(default_factory=list)


class ClaimEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim: the subteams as a list, or, with values or default, one value."""

    form: Annotated[
        str | None, msgspec.Meta(description="slug, name or role_id.", examples=["name"])
    ] = None
    prefix: str | None = None
    only: Annotated[
        list[str] | None, msgspec.Meta(description="Only these subteams; or @roles, for role_id.")
    ] = None
    values: Annotated[
        dict[str, Value] | None,
        msgspec.Meta(description="A value by subteam; the first that somebody is in counts."),
    ] = None
    default: Annotated[Value | None, msgspec.Meta(description="The value for everybody else.")] = (
        None
    )
    scopes: Annotated[
        list[str] | None, msgspec.Meta(description="Only with one of these scopes; else always.")
    ] = None
    places: Annotated[
        list[str] | None, msgspec.Meta(description="id_token, userinfo, access_token; else all.")
    ] = msgspec.field(default=None, name="in")


class UsernameEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an application takes as preferred_username."""

    characters: Annotated[
        str, msgspec.Meta(description="Ranges such as a-z, and single characters.")
    ] = "a-z0-9._-"
    starts_with_letter: bool = False
    shortest: int = 1
    longest: int = 64

"""The tables of ``guildpass.toml``, as the file has them."""

from typing import Annotated

import msgspec

from domain.policy.claim_rules import Form, Place
from domain.scope import KNOWN_SCOPES
from entrypoints.settings.rules.words import like, one_of
from entrypoints.settings.source import DURATION, SNOWFLAKE

Refs = Annotated[
    list[str],
    msgspec.Meta(
        description="Roles, written @name, @id or @guild/id; and subteams, by their slug.",
        examples=[["@board", "treasury"]],
    ),
]
Snowflake = Annotated[str, like(SNOWFLAKE)]
Ids = Annotated[list[Snowflake], msgspec.Meta(description="Discord user ids, as texts.")]
Value = str | int | float | bool | list[str]


class SubteamEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A subteam: who has one of any, each of all, and none of none."""

    name: Annotated[str | None, msgspec.Meta(description="What people read; else the slug.")] = None
    any: Annotated[Refs, msgspec.Meta(description="Who has one of these.")] = msgspec.field(
        default_factory=list
    )
    all: Annotated[Refs, msgspec.Meta(description="Who has each of these.")] = msgspec.field(
        default_factory=list
    )
    none: Annotated[Refs, msgspec.Meta(description="Who has none of these.")] = msgspec.field(
        default_factory=list
    )


class GateEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gate: who may use it. Every rule that stands here must hold."""

    any: Annotated[Refs, msgspec.Meta(description="Who has one of these.")] = msgspec.field(
        default_factory=list
    )
    all: Annotated[Refs, msgspec.Meta(description="Who has each of these.")] = msgspec.field(
        default_factory=list
    )
    none: Annotated[Refs, msgspec.Meta(description="Who has none of these.")] = msgspec.field(
        default_factory=list
    )
    two_factor: Annotated[
        bool, msgspec.Meta(description="Two-factor authentication is on, as of the last sign-in.")
    ] = False
    account_age: Annotated[
        Annotated[str, like(DURATION)] | None,
        msgspec.Meta(description="How old the Discord account is at least: 30d."),
    ] = None
    allowed_users: Annotated[
        Ids, msgspec.Meta(description="Who needs neither any nor all; without both, only they.")
    ] = msgspec.field(default_factory=list)
    blocked_users: Annotated[
        Ids, msgspec.Meta(description="Who may not use it, whatever else holds.")
    ] = msgspec.field(default_factory=list)


class ClaimEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim: the subteams as a list, or, with values or default, one value."""

    form: Annotated[
        Annotated[str, one_of(Form)] | None,
        msgspec.Meta(description="How each is written; slug, if it is not given."),
    ] = None
    prefix: Annotated[str | None, msgspec.Meta(description="A text before each.")] = None
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
        list[Annotated[str, one_of(KNOWN_SCOPES)]] | None,
        msgspec.Meta(description="Only with one of these scopes; else always."),
    ] = None
    places: Annotated[
        list[Annotated[str, one_of(Place)]] | None,
        msgspec.Meta(description="Where it appears; else everywhere."),
    ] = msgspec.field(default=None, name="in")


class UsernameEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an application takes as preferred_username."""

    characters: Annotated[
        str, msgspec.Meta(description="Ranges such as a-z, and single characters.")
    ] = "a-z0-9._-"
    starts_with_letter: Annotated[
        bool, msgspec.Meta(description="A letter goes before a name that begins otherwise.")
    ] = False
    shortest: Annotated[
        int, msgspec.Meta(description="A shorter name gets the Discord id behind it.")
    ] = 1
    longest: Annotated[int, msgspec.Meta(description="Longer names are cut.")] = 64

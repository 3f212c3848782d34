"""The whole of ``guildpass.toml``, as the file has it, and its JSON Schema."""

from typing import Annotated, Any

import msgspec

from entrypoints.settings.client import CLIENT_ID
from entrypoints.settings.client_entry import ClientEntry
from entrypoints.settings.rules.entries import GateEntry, Snowflake, SubteamEntry
from entrypoints.settings.rules.subteams import SLUG
from entrypoints.settings.rules.words import like, said
from entrypoints.settings.source import SNOWFLAKE

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAME = Annotated[str, like("[^/@]+")]
_NULL = {"type": "null"}


class FileEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who may do what: guilds, roles, subteams, gates and applications of Guildpass."""

    guilds: Annotated[
        dict[_NAME, Snowflake],
        said("Discord servers, by a name of your own.", {"club": "81384788765712384"}),
    ] = msgspec.field(default_factory=dict)
    roles: Annotated[
        dict[_NAME, Annotated[str, like(f"([^/@]+/)?{SNOWFLAKE}")]],
        said("Roles by a name of your own: an id, or guild/id where there are several guilds."),
    ] = msgspec.field(default_factory=dict)
    subteams: Annotated[
        dict[Annotated[str, like(SLUG)], SubteamEntry],
        said("What roles, and other subteams, make of somebody."),
    ] = msgspec.field(default_factory=dict)
    gate: Annotated[GateEntry | None, said("Who may use any application.")] = None
    applications: Annotated[
        dict[Annotated[str, like(CLIENT_ID)], ClientEntry],
        said("Applications, by their client_id."),
    ] = msgspec.field(default_factory=dict)


def json_schema() -> dict[str, Any]:
    """Give the schema of the file, for editors and for checks outside."""
    schema = msgspec.json.schema(FileEntry)
    found: dict[str, Any] = _without_null(
        {"$schema": _DIALECT, "title": "guildpass.toml", **schema}
    )
    return found


def _without_null(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Leave out what TOML cannot say: an absent name is null for us alone."""
    if isinstance(schema, list):
        return [_without_null(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        name: _without_null(one) for name, one in schema.items() if (name, one) != ("default", None)
    }
    kinds = [one for one in found.pop("anyOf", []) if one != _NULL]
    if len(kinds) == 1:
        return {**kinds[0], **found}
    return {**found, "anyOf": kinds} if kinds else found

"""Cases that the policy is tried by: made-up people, and what has to come of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec

from domain.client import Client
from domain.identity import Identity
from domain.policy.claim_rules import Place
from domain.policy.gate import Rule
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.files import content_of
from entrypoints.settings.rules.entries import Snowflake
from entrypoints.settings.rules.faults import Fault, at, check_names
from entrypoints.settings.rules.made_up import MADE_UP_ID, made_up_person, read_role_list
from entrypoints.settings.rules.rulebook import ReadRules
from entrypoints.settings.rules.toml_file import RulesFile
from entrypoints.settings.source import is_snowflake

_LARGEST = 1_048_576
_GATES = ("open", "closed", "undecided")


class CaseEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case as the file has it."""

    name: str
    roles: list[str] = msgspec.field(default_factory=list)
    user: Snowflake = MADE_UP_ID
    two_factor: bool = True
    client: str | None = None
    member: bool = True
    silent: list[str] = msgspec.field(default_factory=list)
    subteams: list[str] | None = None
    gate: str | None = None
    rules: list[str] | None = None
    claims: dict[str, Any] = msgspec.field(default_factory=dict)
    absent_claims: list[str] = msgspec.field(default_factory=list)
    place: Annotated[str | None, msgspec.Meta()] = msgspec.field(default=None, name="in")


_NAMES = tuple(one.encode_name for one in msgspec.structs.fields(CaseEntry))
_EXPECTED = ("subteams", "gate", "rules", "claims", "absent_claims")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person, the application they come to, and what has to come of it; None for anything.

    Without a client it is about subteams and the general gate.
    """

    name: str
    person: Identity
    client: Client | None
    gate: str | None = None
    subteams: frozenset[str] | None = None
    rules: frozenset[str] | None = None
    claims: Mapping[str, object] = field(default_factory=dict)
    absent_claims: tuple[str, ...] = ()
    place: Place | None = None


def read_cases(path: str, read: ReadRules) -> tuple[Case, ...]:
    """Read the file, or raise :class:`SettingsError` with the line."""
    try:
        text = content_of(path, largest=_LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(path, "the file is no text in UTF-8") from None
    except ValueError as fault:
        raise SettingsError(path, str(fault)) from None
    file = RulesFile(path, text)
    try:
        return _cases(file.table, read)
    except Fault as fault:
        line = file.line_of(fault.path + fault.unsaid)
        # Of a case the number says less than the line.
        name = ".".join(fault.path[2:])
        place = ", ".join(filter(None, (f"line {line}" if line else "", name)))
        raise SettingsError(path, ": ".join(filter(None, (place, fault.text)))) from None


def _cases(table: Mapping[str, Any], read: ReadRules) -> tuple[Case, ...]:
    with at():
        check_names(table, ("case",))
    entries = table.get("case")
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise Fault((), "holds no [[case]]")
    found = []
    for number, value in enumerate(entries):
        with at("case", str(number)):
            found.append(_case(value, read))
    return tuple(found)


def _case(value: dict[str, Any], read: ReadRules) -> Case:
    check_names(value, _NAMES)
    if "name" not in value:
        raise ValueError("needs a name")
    entry = msgspec.convert(value, CaseEntry)
    _check(entry, value)
    return Case(
        name=entry.name,
        person=_person(entry, read),
        client=_client(entry, read),
        # Where nobody gets in nobody is told anything: that would be no test of claims.
        gate=entry.gate or ("open" if entry.claims or entry.absent_claims else None),
        subteams=None if entry.subteams is None else frozenset(entry.subteams),
        rules=None if entry.rules is None else frozenset(entry.rules),
        claims=entry.claims,
        absent_claims=tuple(entry.absent_claims),
        place=Place(entry.place) if entry.place else None,
    )


def _check(entry: CaseEntry, value: Mapping[str, object]) -> None:
    for name, words, known in (
        ("gate", [entry.gate or "open"], _GATES),
        ("in", [entry.place or Place.USERINFO], list(Place)),
        ("rules", entry.rules or [], list(Rule)),
    ):
        with at(name):
            if not set(words) <= set(known):
                raise ValueError(f"knows {', '.join(known)}")
    with at("user"):
        if not is_snowflake(entry.user):
            raise ValueError("must be a Discord id, as a text in quotes")
    if not set(_EXPECTED) & value.keys():
        raise ValueError(f"expects nothing: {', '.join(_EXPECTED)}")


def _person(entry: CaseEntry, read: ReadRules) -> Identity:
    guilds = read.names.guilds
    with at("silent"):
        unknown = [name for name in entry.silent if name not in guilds]
        if unknown:
            raise ValueError(f'there is no guild "{unknown[0]}" in [guilds]')
    silent = frozenset(guilds[name] for name in entry.silent)
    with at("roles"):
        roles = read_role_list(entry.roles, read.names)
        if roles and not entry.member:
            raise ValueError("who is no member has no roles")
        if any(role.guild_id in silent for role in roles):
            raise ValueError("of a guild that is silent no role is known")
    return made_up_person(
        entry.user,
        roles,
        tuple(guilds.values()),
        member=entry.member,
        silent=silent,
        two_factor=entry.two_factor,
    )


def _client(entry: CaseEntry, read: ReadRules) -> Client | None:
    if entry.client is None:
        if entry.claims or entry.absent_claims:
            raise Fault(("claims",), "needs client: which application is told?")
        return None
    with at("client"):
        if entry.client not in read.rulebook.clients:
            raise ValueError("there is no such application: guildpass clients list")
    return read.rulebook.clients[entry.client]

"""The rulebook: of ``guildpass.toml``, of the environment, or some of each; nothing of both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.access_rules import AccessRules
from domain.client import Client
from domain.policy.gate import Gate
from domain.policy.subteam_policy import SubteamPolicy
from domain.policy.subteams import Subteams
from domain.rulebook import Rulebook
from entrypoints.settings.access import blocked_users
from entrypoints.settings.clients import clients
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.rules.applications import read_applications
from entrypoints.settings.rules.faults import Fault, at, check_names
from entrypoints.settings.rules.file_entry import FileEntry
from entrypoints.settings.rules.gates import read_gate
from entrypoints.settings.rules.roles import RoleNames, read_guilds, read_roles
from entrypoints.settings.rules.subteams import of_roles, read_subteams
from entrypoints.settings.rules.toml_file import RulesFile
from entrypoints.settings.rules.vocabulary import Vocabulary
from entrypoints.settings.source import Source
from entrypoints.settings.subteams import role_to_subteam

_TABLES = FileEntry.__struct_fields__


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRules:
    """The rules, and the words they are written in, for commands that show them."""

    rulebook: Rulebook
    names: RoleNames
    entries: Mapping[str, object] = field(repr=False)
    file: RulesFile | None = field(default=None, repr=False)

    @property
    def config_path(self) -> str | None:
        """The path of the file, as the operator wrote it."""
        return self.file.name if self.file else None

    def client_error(self, client_id: str, name: str, text: str) -> SettingsError:
        """Say what is wrong with the metadata ``name`` of a client, wherever it is written."""
        if self.file and "applications" in self.file.table:
            return self.file.error(Fault(("applications", client_id, name), text))
        return SettingsError("OAUTH_CLIENTS", f'client "{client_id}": {name} {text}')


def read_rules(
    source: Source,
    access: AccessRules,
    variables: Mapping[str, str | None] | None,
    file: RulesFile | None = None,
) -> ReadRules:
    """Read them, or raise :class:`SettingsError` with the place and the mend.

    ``file`` is read in place of the one of the settings.
    """
    file = file or _file_of(source)
    try:
        return _Reader(source, access, variables, file).rules()
    except Fault as fault:
        if file is None:
            raise
        raise file.error(fault) from None


def faults_of_rules(
    source: Source, access: AccessRules, variables: Mapping[str, str | None] | None
) -> Iterator[SettingsError]:
    """Give what is wrong with each application of the file, or the first of anything else."""
    file = _file_of(source)
    while file:
        try:
            _Reader(source, access, variables, file).rules()
        except Fault as fault:
            yield file.error(fault)
            if file.without_application(fault.path):
                continue
        return


def _file_of(source: Source) -> RulesFile | None:
    path = source.optional("GUILDPASS_CONFIG")
    return RulesFile.read(path) if path else None


class _Reader:
    def __init__(
        self,
        source: Source,
        access: AccessRules,
        variables: Mapping[str, str | None] | None,
        file: RulesFile | None,
    ) -> None:
        self._source = source
        self._access = access
        self._variables = variables
        self._file = file
        self._tables: dict[str, Any] = file.table if file else {}

    def rules(self) -> ReadRules:
        with at():
            check_names(self._tables, _TABLES)
        for name in _TABLES:
            if not isinstance(self._tables.get(name, {}), dict):
                raise Fault((name,), f"must be a table: [{name}]")
        names = self._names()
        subteams = self._subteams(names)
        gate = self._gate(names, subteams)
        vocabulary = Vocabulary(names=names, subteams=subteams, variables=self._variables)
        rulebook = Rulebook(
            access=replace(self._access, blocked=gate.blocked_users),
            policy=SubteamPolicy(subteams=subteams, gate=gate),
            clients={client.client_id: client for client in self._clients(vocabulary)},
            guild_ids=tuple(names.guilds.values()),
        )
        return ReadRules(rulebook=rulebook, names=names, entries=self._entries(), file=self._file)

    def _names(self) -> RoleNames:
        if self._stands("guilds", "DISCORD_GUILD_ID"):
            with at("guilds"):
                guilds = read_guilds(self._tables["guilds"])
        elif self._source.stands("DISCORD_GUILD_ID"):
            guilds = {"guild": self._source.snowflake("DISCORD_GUILD_ID")}
        else:
            mend = "is required, unless [guilds] in guildpass.toml names the guilds"
            raise SettingsError("DISCORD_GUILD_ID", mend)
        with at("roles"):
            return read_roles(self._tables.get("roles", {}), guilds)

    def _subteams(self, names: RoleNames) -> Subteams:
        if self._stands("subteams", "ROLE_TO_SUBTEAM"):
            with at("subteams"):
                return read_subteams(self._tables["subteams"], names)
        table = role_to_subteam(self._source)
        if table and len(names.guilds) > 1:
            mend = "there are several guilds in [guilds]: write [subteams] instead"
            raise SettingsError("ROLE_TO_SUBTEAM", mend)
        (guild_id, *_) = names.guilds.values()
        if guild_id in table:
            # The role of that id is @everyone, which Discord never lists among a member's roles.
            mend = "must not map the id of the server itself: it would never match anybody"
            raise SettingsError("ROLE_TO_SUBTEAM", mend)
        return of_roles(table, guild_id)

    def _gate(self, names: RoleNames, subteams: Subteams) -> Gate:
        with at("gate"):
            gate = read_gate(self._tables.get("gate"), names, subteams)
        if "blocked_users" not in self._tables.get("gate", {}):
            return replace(gate, blocked_users=blocked_users(self._source))
        if self._source.stands("BLOCKED_USERS"):
            raise self._twice("BLOCKED_USERS", "blocked_users of [gate]")
        return gate

    def _clients(self, vocabulary: Vocabulary) -> tuple[Client, ...]:
        if self._stands("applications", "OAUTH_CLIENTS"):
            with at("applications"):
                return read_applications(self._tables["applications"], vocabulary)
        return clients(self._source, vocabulary)

    def _entries(self) -> Mapping[str, object]:
        if "applications" in self._tables:
            entries: dict[str, object] = self._tables["applications"]
            return entries
        return self._source.json_object("OAUTH_CLIENTS")

    def _stands(self, table: str, setting: str) -> bool:
        """Tell whether the table is in the file; then the setting must not be there as well."""
        if table not in self._tables:
            return False
        if self._source.stands(setting):
            raise self._twice(setting, f"[{table}]")
        return True

    def _twice(self, setting: str, place: str) -> SettingsError:
        name = self._file.name if self._file else ""
        return SettingsError(setting, f"{place} stands in {name} too: keep one of the two")

"""``guildpass policy``: what it makes of somebody, of cases, and of the roles there are."""

import asyncio
import sys
from typing import NoReturn

import click

from application.policy.explanation import Explanation, Outcome
from domain.errors import InvalidScope
from entrypoints.cli.client_id import ClientId
from entrypoints.cli.environment import MISCONFIGURED, load_of_process, stop, values_of_process
from entrypoints.cli.output import as_option, print_json, print_table, refuse, s
from entrypoints.cli.policy.cases import differences, profile_of
from entrypoints.cli.policy.guilds import GuildsUnread, list_roles
from entrypoints.cli.policy.objects import as_object
from entrypoints.cli.policy.person import Wanted, person_of
from entrypoints.cli.policy.roles import HEADS, as_row, roles_table, row_object
from entrypoints.cli.policy.text import lines_of
from entrypoints.container import PolicyCommands, token_profile
from entrypoints.settings import Case, ReadRules, Settings, SettingsError, load_rules, read_cases

_CODES = {Outcome.OPEN: 0, Outcome.CLOSED: 1, Outcome.UNDECIDED: 3}
_FAILED = 1


@click.group()
def policy() -> None:
    """Try the policy before you rely on it."""


@policy.command()
@click.option("--user", "who", metavar="ID|NAME", help="who comes; by name only without --roles")
@click.option("--client", "client_id", required=True, type=ClientId(), help="the application")
@click.option("--roles", metavar="@ROLE,…", help="take these, and ask nobody: @name, or an id")
@click.option("--scope", "scopes", multiple=True, help="asked for; otherwise all it may have")
@click.option("--two-factor/--no-two-factor", default=None, help="as of their last sign-in")
@as_option
def explain(
    who: str | None,
    client_id: str,
    roles: str | None,
    scopes: tuple[str, ...],
    *,
    two_factor: bool | None,
    form: str,
) -> None:
    """Show what the policy makes of somebody, and why: subteams, rules of gates, claims.

    Exit code 0 if the application is open to them, 1 if it is closed, 3 if that cannot be
    decided, 2 for what has to be mended first.
    """
    _, settings = load_of_process()
    if client_id not in settings.rulebook.clients:
        _wrong("there is no such application: guildpass clients list")
    wanted = Wanted(who=who, roles=roles, two_factor=two_factor)
    identity, assumed = person_of(wanted, settings)
    explain_person = PolicyCommands(settings.rulebook, token_profile(settings)).explain_person
    scope = frozenset(" ".join(scopes).split()) or None
    client = settings.rulebook.clients[client_id]
    try:
        explanation = asyncio.run(explain_person(client, identity, scope=scope))
    except InvalidScope:
        _wrong("the application may have none of these scopes: guildpass clients list")
    _show(explanation, settings, assumed, form)
    sys.exit(_CODES[explanation.outcome])


@policy.command("test")
@click.argument("file", metavar="FILE")
def run_cases(file: str) -> None:
    """Run the cases in FILE: made-up people, and what has to come of them.

    The rules are those of guildpass.toml; other settings need not be there. Exit code 1 if a
    case fails.
    """
    try:
        values = values_of_process()
        read = load_rules(values)
        cases = read_cases(file, read)
    except SettingsError as fault:
        stop(fault)
    commands = PolicyCommands(read.rulebook, profile_of(values))
    failed = sum(_failed(case, commands, read) for case in cases)
    count = f"{len(cases)} case{s(len(cases))}"
    click.echo(f"{count}, {failed} failed" if failed else f"{count}, all good")
    if failed:
        sys.exit(_FAILED)


@policy.command("roles")
@click.option("--guild", metavar="NAME", help="of this guild alone, as [guilds] calls it")
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json", "toml"]),
    default="text",
    show_default=True,
    help="for people, for programs, or for guildpass.toml",
)
def show_roles(guild: str | None, form: str) -> None:
    """List the roles of the guilds, and give a table [roles] to paste; asks Discord by the bot."""
    _, settings = load_of_process()
    names = settings.read.names
    if guild is not None and guild not in names.guilds:
        _wrong(f"there is no such guild in [guilds], but: {', '.join(names.guilds)}")
    guild_ids = (names.guilds[guild],) if guild else tuple(names.guilds.values())
    try:
        roles = list_roles(settings, guild_ids)
    except GuildsUnread as fault:
        refuse(str(fault))
    if form == "json":
        print_json([row_object(role, settings.read) for role in roles])
        return
    if form == "text":
        print_table(HEADS, [as_row(role, settings.read) for role in roles])
        click.echo("\nFor guildpass.toml:\n")
    click.echo(roles_table(roles, names), nl=False)


def _show(explanation: Explanation, settings: Settings, assumed: list[str], form: str) -> None:
    names = settings.read.names
    if form == "json":
        print_json(as_object(explanation, names, assumed))
        return
    for line in lines_of(explanation, names, assumed):
        click.echo(line)


def _failed(case: Case, commands: PolicyCommands, read: ReadRules) -> bool:
    found = differences(case, commands, read)
    click.echo(f"{'✗' if found else '✓'} {case.name}")
    for line in found:
        click.echo(f"    {line}")
    return bool(found)


def _wrong(why: str) -> NoReturn:
    click.echo(f"guildpass: {why}", err=True)
    sys.exit(MISCONFIGURED)

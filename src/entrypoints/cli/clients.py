"""``guildpass clients``: look at the applications, register one, and change its secret."""

import asyncio
import json

import click

from application.operate.make_client_secret import ClientSecret
from entrypoints.cli.client_id import ClientId
from entrypoints.cli.client_rows import HEADS, as_object, as_row
from entrypoints.cli.environment import load_of_process, stop
from entrypoints.cli.new_client import account, entry_of, slug_of
from entrypoints.cli.output import as_option, print_json, print_table, refuse
from entrypoints.cli.rules_file import EditableFile
from entrypoints.container import ClientCommands
from entrypoints.settings import SettingsError, check_application, digests_in
from entrypoints.settings.rules.toml_edit import (
    digests_value,
    line_of,
    table_of,
    with_application,
    with_digests,
)

_DIGESTS = "client_secret_sha256"
_WRITTEN = "A running server takes it up within seconds."
_MOST = 2


@click.group()
def clients() -> None:
    """Applications that may sign people in."""


@clients.command("list")
@as_option
def list_clients(form: str) -> None:
    """Show every application; no secret is shown."""
    _, settings = load_of_process()
    if form == "json":
        print_json([as_object(client, settings.read) for client in settings.clients])
    else:
        print_table(HEADS, [as_row(client, settings.read) for client in settings.clients])


@clients.command()
@click.argument("name")
@click.option("--redirect-uri", "redirect_uris", multiple=True, required=True, metavar="URI")
@click.option("--id", "client_id", metavar="ID", help="client_id; otherwise made of NAME")
@click.option("--scope", "scopes", multiple=True, help="it may have no other; may be repeated")
@click.option("--public", is_flag=True, help="it runs with the person and can keep no secret")
@click.option("--refresh", is_flag=True, help="it may have refresh tokens")
@click.option("--write", is_flag=True, help="add it to guildpass.toml")
def add(
    name: str,
    redirect_uris: tuple[str, ...],
    client_id: str | None,
    scopes: tuple[str, ...],
    *,
    public: bool,
    refresh: bool,
    write: bool,
) -> None:
    """Register an application called NAME, and make its secret, which is shown this once."""
    values, settings = load_of_process()
    client_id = client_id or slug_of(name)
    if client_id in settings.rulebook.clients:
        refuse(f"there is an application {client_id} already: --id gives another")
    file = EditableFile.of(settings, values, write=write)
    secret = None if public else _new_secret()
    entry = entry_of(name, redirect_uris, scopes, secret, refresh=refresh)
    try:
        check_application(settings.read, client_id, entry, values)
    except SettingsError as fault:
        stop(fault)
    if file:
        file.change(lambda text: with_application(text, client_id, entry), values)
    if file and write:
        file.write()
    if file and write:
        end = f"Added to {file.name}. {_WRITTEN}"
    else:
        end = f"For guildpass.toml:\n\n{table_of(client_id, entry).rstrip()}"
    click.echo(f"{account(settings.issuer, client_id, secret)}\n\n{end}")


@clients.command("rotate-secret")
@click.argument("client_id", metavar="ID", type=ClientId())
@click.option("--finish", is_flag=True, help="drop the older of two, once nobody uses it")
@click.option("--write", is_flag=True, help="write it into guildpass.toml")
def rotate_secret(client_id: str, *, finish: bool, write: bool) -> None:
    """Give application ID a second secret beside the one in use, shown this once.

    Both do until --finish, so that the application can be changed in between.
    """
    values, settings = load_of_process()
    if client_id not in settings.rulebook.clients:
        refuse("there is no such application: guildpass clients list")
    digests = _digests_in(settings.read.entries[client_id])
    secret = None if finish else _new_secret()
    wanted = _finished(digests) if secret is None else _begun(digests, secret, client_id)
    file = EditableFile.of(settings, values, write=write)
    if file:
        file.change(lambda text: with_digests(text, client_id, wanted), values)
    if file and write:
        file.write()
    if secret:
        click.echo(f"{account(settings.issuer, client_id, secret)}\n")
    if file and write:
        click.echo(f"Written to {file.name}. {_WRITTEN}")
    else:
        line = _line_of(digests_value(wanted), in_file=file is not None)
        click.echo(f"For {client_id}, in place of its secret:\n\n{line}")


def _digests_in(entry: object) -> list[str]:
    try:
        return digests_in(entry)
    except ValueError as fault:
        refuse(str(fault))


def _begun(digests: list[str], secret: ClientSecret, client_id: str) -> list[str]:
    if len(digests) == _MOST:
        refuse(f"it has two: guildpass clients rotate-secret {client_id} --finish drops the older")
    return [*digests, secret.sha256]


def _finished(digests: list[str]) -> list[str]:
    if len(digests) < _MOST:
        refuse("it has one secret only: there is nothing to finish")
    return digests[-1:]


def _new_secret() -> ClientSecret:
    return asyncio.run(ClientCommands().make_client_secret())


def _line_of(value: str | list[str], *, in_file: bool) -> str:
    return line_of(_DIGESTS, value) if in_file else json.dumps({_DIGESTS: value})[1:-1]

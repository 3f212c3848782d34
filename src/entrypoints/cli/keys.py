"""``guildpass keys``: look at the signing keys, make them, rotate and retire them."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from application.keys.refusals import (
    KeyKeptElsewhere,
    KeyStillNeeded,
    NoKeyOfAlgorithm,
    NoSuchKey,
)
from application.ports.keys import KeysUnusable
from domain.key_life import KeyLife, KeyRecord, KeyState
from domain.signing_algorithm import SigningAlgorithm
from entrypoints.cli.environment import stop, values_of_process
from entrypoints.cli.output import print_table, refuse
from entrypoints.container import KeyCommands
from entrypoints.log_setup import configure_logging
from entrypoints.settings import SettingsError, load_key_settings

T = TypeVar("T")

_ALG = click.Choice([str(alg) for alg in SigningAlgorithm])
_NOW = (
    "for a key that has leaked: sign with the new one before everybody knows it, and destroy "
    "those that wait"
)
_TITLES = ("kid", "alg", "state", "published", "signs from", "verifies until")


@click.group()
def keys() -> None:
    """Keys that sign tokens, in JWT_KEYS_DIR. A running server takes changes up by itself.

    Run it with ACCESS_TOKEN_TTL and SESSION_TTL as the server has them, by its .env or in the
    environment: they say how long a key is needed after it has signed.
    """


@keys.command("list")
def list_keys() -> None:
    """Show every key, and where it is in its life."""
    print_table(_TITLES, map(_row, _run(_commands().list_keys())))


@keys.command()
@click.option("--alg", type=_ALG, default="RS256", show_default=True)
def generate(alg: str) -> None:
    """Make a key; the first of its algorithm signs at once, others once they are known."""
    _tell_added(_run(_commands().generate_key(SigningAlgorithm(alg))))


@keys.command()
@click.option("--alg", type=_ALG, help="this algorithm only; otherwise all there are")
@click.option("--now", is_flag=True, help=_NOW)
def rotate(alg: str | None, *, now: bool) -> None:
    """Let new keys follow those that sign, and destroy those whose time is over."""
    wanted = [SigningAlgorithm(alg)] if alg else []
    rotation = _run(_commands().rotate_keys(wanted, at_once=now))
    for key in rotation.added:
        _tell_added(key)
    for key in rotation.removed:
        click.echo(f"{key.kid}  {key.alg}  is gone")


# A kid is base64url, so it may begin with a hyphen, and an h after it.
@keys.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("kid")
@click.option("--now", is_flag=True, help="destroy it although what it signed is still alive")
def retire(kid: str, *, now: bool) -> None:
    """Destroy a key that is no longer needed; KID may be the beginning of one."""
    life = _run(_commands().retire_key(kid, at_once=now))
    click.echo(f"{life.key.kid}  {life.key.alg}  is gone")


def _commands() -> KeyCommands:
    configure_logging(None, "warning")
    try:
        return KeyCommands(load_key_settings(values_of_process()))
    except SettingsError as fault:
        stop(fault)


def _run(use_case: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(use_case)
    except KeysUnusable as fault:
        refuse(f"JWT_KEYS_DIR: {fault}")
    except NoSuchKey as fault:
        many = "more than one key begins so: give more of it"
        refuse(many if fault.matches else "there is no such key: guildpass keys list")
    except NoKeyOfAlgorithm as fault:
        alg = f" --alg {fault.alg}" if fault.alg else ""
        refuse(f"there is no key to follow yet: guildpass keys generate{alg}")
    except KeyKeptElsewhere:
        refuse("it is the key of JWT_PRIVATE_KEY_FILE: leave that setting out, and restart")
    except KeyStillNeeded as fault:
        refuse(_why_needed(fault.life))


def _why_needed(life: KeyLife) -> str:
    match life.state:
        case KeyState.PUBLISHED:
            begins = f"it signs from {_iso(life.key.signs_from)} on, too soon to take it back"
            mend = "destroys it, and puts another in its place"
            return f"{begins}: guildpass keys rotate --alg {life.key.alg} --now {mend}"
        case KeyState.SIGNING:
            return f"it signs: guildpass keys rotate --alg {life.key.alg} --now first"
        case _:
            until = f"what it signed may live until {_iso(life.gone_at)}"
            return f"{until}; --now destroys it all the same"


def _tell_added(key: KeyRecord) -> None:
    click.echo(f"{key.kid}  {key.alg}  signs from {_iso(key.signs_from)}")


def _row(life: KeyLife) -> tuple[str, ...]:
    key = life.key
    times = (_iso(key.published_at), _iso(key.signs_from), _iso(life.gone_at))
    return (key.kid, key.alg, life.state, *times)


def _iso(moment: datetime | None) -> str:
    if moment is None:
        return "-"
    # As the single file's key, which stands in no directory with its times.
    is_given = moment.timestamp() > 0
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if is_given else "always"

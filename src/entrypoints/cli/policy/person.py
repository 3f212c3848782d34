"""The person that an explanation is about: out of Discord, or made up."""

import sys
from dataclasses import dataclass, replace
from typing import NoReturn

import click

from application.policy.find_person import NobodyFound, SeveralFound
from application.ports.guild_directory import FoundMember
from application.ports.upstream import UpstreamUnavailable
from domain.identity import Identity, fit_text
from entrypoints.cli.environment import MISCONFIGURED
from entrypoints.cli.policy.guilds import in_guilds
from entrypoints.settings import (
    MADE_UP_ID,
    MADE_UP_NAME,
    RoleNames,
    Settings,
    is_snowflake,
    made_up_person,
    read_role_list,
)

_NOT_CERTAIN = 3
_LIVE = ("what only a sign-in tells: the email address and the language are not known here",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was said of the person."""

    who: str | None
    roles: str | None
    two_factor: bool | None


def person_of(wanted: Wanted, settings: Settings) -> tuple[Identity, list[str]]:
    """Give the person, and what was assumed of them; or end with the exit code that fits."""
    if wanted.roles is not None:
        return _made_up(wanted, wanted.roles, settings.read.names)
    if wanted.who is None:
        raise click.UsageError("--user says who, or --roles gives the roles")
    identity, assumed = _found(wanted.who, settings)
    return replace(identity, two_factor=wanted.two_factor), assumed


def _made_up(wanted: Wanted, roles: str, names: RoleNames) -> tuple[Identity, list[str]]:
    if wanted.who is not None and not is_snowflake(wanted.who):
        raise click.UsageError("with --roles nobody is asked: --user is an id then")
    texts = [text.strip() for text in roles.split(",") if text.strip()]
    try:
        held = read_role_list(texts, names)
    except ValueError as fault:
        raise click.UsageError(f"--roles: {fault}") from None
    identity = made_up_person(
        wanted.who or MADE_UP_ID,
        held,
        tuple(names.guilds.values()),
        two_factor=wanted.two_factor,
    )
    guilds = ", ".join(names.guild_name(one) for one in identity.guilds)
    whose = f"full member of {guilds} alone, whose username is {MADE_UP_NAME}"
    account = [] if wanted.who else ["an account of 2015"]
    return identity, [whose, *account]


def _found(who: str, settings: Settings) -> tuple[Identity, list[str]]:
    mend = "--roles gives the roles, and asks nobody"
    try:
        identity = in_guilds(settings, mend, lambda commands: commands.find_person(who))
    except NobodyFound:
        return _nobody(who)
    except SeveralFound as fault:
        _end(f"{who} may be several people, --user ID says which", fault.candidates)
    except UpstreamUnavailable as fault:
        _end(f"{fault}: nothing is certain, so try again", code=_NOT_CERTAIN)
    return identity, list(_LIVE)


def _nobody(who: str) -> tuple[Identity, list[str]]:
    if not is_snowflake(who):
        _end("nobody in the guilds is called so; their Discord id finds everybody")
    return Identity(discord_id=who, username=MADE_UP_NAME), [
        f"the username {MADE_UP_NAME}: Discord tells a bot nothing of who is in none of its guilds"
    ]


def _end(
    why: str, candidates: tuple[FoundMember, ...] = (), *, code: int = MISCONFIGURED
) -> NoReturn:
    listed = "".join(f"\n  {one.user_id}  {_names_of(one)}" for one in candidates)
    click.echo(f"guildpass: {why}{':' if listed else ''}{listed}", err=True)
    sys.exit(code)


def _names_of(one: FoundMember) -> str:
    names = map(fit_text, (one.username, one.global_name, one.nick))
    return ", ".join(dict.fromkeys(filter(None, names)))

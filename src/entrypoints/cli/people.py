"""``guildpass sessions`` and ``guildpass grants``: look at somebody's access, and end it."""

from datetime import datetime

import click

from application.operate.revoke_grants import NoSuchClient
from domain.scope import format_scope
from entrypoints.cli.output import print_table, refuse, s
from entrypoints.cli.store import in_store
from entrypoints.settings import is_snowflake


class DiscordId(click.ParamType[str]):
    """A Discord user id."""

    name = "id"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take digits only: a name can be anybody's."""
        if not is_snowflake(value):
            self.fail("USER is a Discord user id: digits only", param, ctx)
        return value


_BY_AN_OPERATOR = "by an operator"
_USER = click.argument("user", type=DiscordId())


@click.group()
def sessions() -> None:
    """Browsers in which somebody is signed in."""


@sessions.command("list")
@_USER
def list_sessions(user: str) -> None:
    """Show the sessions of USER, a Discord user id."""
    found = in_store(lambda container: container.list_sessions()(user))
    rows = [(_time(one.auth_time), _time(one.used_at), _time(one.expires_at)) for one in found]
    print_table(("SIGNED IN", "LAST USED", "ENDS AT THE LATEST"), rows)


@sessions.command("end")
@_USER
def end_sessions(user: str) -> None:
    """Sign USER out everywhere; applications are told.

    Grants with offline_access go on: guildpass grants revoke ends them.
    """
    count = in_store(lambda container: container.end_sessions()(user, reason=_BY_AN_OPERATOR))
    click.echo(f"ended {count} session{s(count)}")


@click.group()
def grants() -> None:
    """Tokens that applications hold of somebody."""


@grants.command("list")
@_USER
def list_grants(user: str) -> None:
    """Show the grants of USER, a Discord user id."""
    found = in_store(lambda container: container.list_grants()(user))
    rows = [
        (
            grant.client_id,
            _time(grant.auth_time),
            _time(grant.refresh.used_at) if grant.refresh else "-",
            _time(grant.refresh.expires_at) if grant.refresh else "-",
            format_scope(grant.scope),
        )
        for grant in found
    ]
    print_table(("CLIENT", "SIGNED IN", "LAST REFRESH", "ENDS AT THE LATEST", "SCOPE"), rows)


@grants.command("revoke")
@_USER
@click.option("--client", "client_id", metavar="ID", help="Only those of this client.")
def revoke_grants(user: str, client_id: str | None) -> None:
    """End what applications hold of USER: every token of it is refused from now on.

    Somebody who is still signed in can get new ones: guildpass sessions end, or BLOCKED_USERS.
    What a client holds of everybody ends by "enabled": false (a change of
    OAUTH_CLIENTS needs a restart).
    """
    try:
        count = in_store(lambda container: container.revoke_grants()(user, client_id=client_id))
    except NoSuchClient:
        nothing = "it is not registered, and nothing is held under that name"
        refuse(f"no client is called {client_id}: {nothing}")
    click.echo(f"revoked {count} grant{s(count)}")


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

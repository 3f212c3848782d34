"""``guildpass``: the command line."""

import click

from entrypoints.cli.clients import clients
from entrypoints.cli.completion import completion
from entrypoints.cli.config import config
from entrypoints.cli.doctor.command import doctor
from entrypoints.cli.keys import keys
from entrypoints.cli.people import grants, sessions
from entrypoints.cli.policy.commands import policy
from entrypoints.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="guildpass")
def main() -> None:
    """Sign people in with Discord; turn their roles into claims. Settings: see .env.example."""


main.add_command(serve)
main.add_command(sessions)
main.add_command(grants)
main.add_command(keys)
main.add_command(config)
main.add_command(doctor)
main.add_command(clients)
main.add_command(policy)
main.add_command(completion)

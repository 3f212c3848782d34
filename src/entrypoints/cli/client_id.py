"""A client id as an argument, which a shell can complete."""

import click
from click.shell_completion import CompletionItem

from entrypoints.cli.environment import values_of_process
from entrypoints.settings import SettingsError, load_settings


class ClientId(click.ParamType[str]):
    """The id of a registered application."""

    name = "id"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Give those that begin so; none while the settings cannot be read."""
        del ctx, param
        try:
            clients = load_settings(values_of_process()).clients
        except SettingsError:
            return []
        ids = (client.client_id for client in clients)
        return [CompletionItem(one) for one in ids if one.startswith(incomplete)]

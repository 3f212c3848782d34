"""``guildpass completion``: what makes a shell complete the command's words."""

import click
from click.shell_completion import get_completion_class

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which SHELL completes commands, options and client ids.

    For bash, in ~/.bashrc: eval "$(guildpass completion bash)"
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"click completes nothing in {shell}")
    root = ctx.find_root()
    click.echo(found(root.command, {}, "guildpass", "_GUILDPASS_COMPLETE").source())

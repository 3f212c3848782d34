"""The composition root: the one place that knows adapters; nothing here knows the web."""

from collections.abc import Callable

from dependency_injector import providers

from entrypoints.container.clients import ClientCommands
from entrypoints.container.doctor import Doctor
from entrypoints.container.foundation import token_profile
from entrypoints.container.key_material import OpenedKeys, open_keys, read_signing_key
from entrypoints.container.keys import KeyCommands
from entrypoints.container.policy import GuildCommands, PolicyCommands
from entrypoints.container.rulebook import check_algorithms
from entrypoints.container.use_cases import Container
from entrypoints.settings import Settings

__all__ = [
    "ClientCommands",
    "Container",
    "Doctor",
    "GuildCommands",
    "KeyCommands",
    "OpenedKeys",
    "PolicyCommands",
    "build_container",
    "close",
    "open_keys",
    "read_signing_key",
    "token_profile",
]


def build_container(settings: Settings, reread: Callable[[], Settings] | None = None) -> Container:
    """Wire the program, or raise :class:`SettingsError` if the keys cannot be used.

    ``reread`` gives the settings as they are written now, where they can change.
    """
    opened = open_keys(settings.keys)
    container = Container(
        settings=settings,
        opened_keys=providers.Object(opened),
        reread=providers.Object(reread or (lambda: settings)),
    )
    container.check_dependencies()
    check_algorithms(settings, container.adapters.key_ring())
    # Made now, since it reads the certificates it trusts, which were checked a moment ago.
    container.adapters.outbound()
    return container


async def close(container: Container) -> None:
    """Let logout tokens arrive, then close what was opened: clients of HTTP and of Redis."""
    await container.adapters.logout_delivery().drain()
    await container.adapters.outbound().aclose()
    await container.adapters.http_client().aclose()
    if container.settings().store == "redis":
        await container.adapters.redis().close()

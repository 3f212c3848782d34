"""The composition root: the one place that knows adapters; nothing here knows the web."""

from dependency_injector import providers

from domain.signing_algorithm import SigningAlgorithm
from entrypoints.container.key_material import OpenedKeys, open_keys, read_signing_key
from entrypoints.container.keys import KeyCommands
from entrypoints.container.use_cases import Container
from entrypoints.settings import Settings, SettingsError

__all__ = [
    "Container",
    "KeyCommands",
    "OpenedKeys",
    "build_container",
    "close",
    "open_keys",
    "read_signing_key",
]


def build_container(settings: Settings) -> Container:
    """Wire the program, or raise :class:`SettingsError` if the keys cannot be used."""
    opened = open_keys(settings.keys)
    container = Container(settings=settings, opened_keys=providers.Object(opened))
    container.check_dependencies()
    _check_algorithms(container, settings)
    # Made now, since it reads the certificates it trusts, which were checked a moment ago.
    container.adapters.outbound()
    return container


def _check_algorithms(container: Container, settings: Settings) -> None:
    ring = container.adapters.key_ring()
    if ring.signing_key(SigningAlgorithm.RS256) is None:
        missing = "no key in it signs RS256: guildpass keys generate"
        mend = "or, to keep the key of before, set JWT_PRIVATE_KEY_FILE beside it"
        raise SettingsError("JWT_KEYS_DIR", f"{missing}; {mend}")
    for client in settings.clients:
        alg = client.id_token_signed_response_alg
        if ring.signing_key(alg) is None:
            missing = f'client "{client.client_id}": id_token_signed_response_alg has no key'
            mend = f"guildpass keys generate --alg {alg}, in JWT_KEYS_DIR"
            raise SettingsError("OAUTH_CLIENTS", f"{missing}: {mend}")


async def close(container: Container) -> None:
    """Let logout tokens arrive, then close what was opened: clients of HTTP and of Redis."""
    await container.adapters.logout_delivery().drain()
    await container.adapters.outbound().aclose()
    await container.adapters.http_client().aclose()
    if container.settings().store == "redis":
        await container.adapters.redis().close()

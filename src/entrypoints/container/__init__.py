"""The composition root: the one place that knows adapters; nothing here knows the web."""

from pathlib import Path

from dependency_injector import providers

from adapters.jose.signing_key import SigningKey, UnusableKey
from entrypoints.container.use_cases import Container
from entrypoints.settings import Settings, SettingsError

__all__ = ["Container", "build_container", "close", "read_signing_key"]

_LARGEST_KEY_FILE = 65_536


def read_signing_key(path: str) -> SigningKey:
    """Read the key file, or raise :class:`SettingsError` with the mend."""
    name = "JWT_PRIVATE_KEY_FILE"
    try:
        with Path(path).open("rb") as file:
            # A file that is no key, a device say, may have no end.
            return SigningKey.from_pem(file.read(_LARGEST_KEY_FILE))
    except OSError as fault:
        mend = f"the file cannot be read ({fault.strerror}); openssl genrsa -out FILE 2048 makes it"
        raise SettingsError(name, mend) from None
    except UnusableKey as fault:
        raise SettingsError(name, f"the file {fault}") from None


def build_container(settings: Settings) -> Container:
    """Wire the program, or raise :class:`SettingsError` if the key cannot be used."""
    key = read_signing_key(settings.jwt_private_key_file)
    container = Container(settings=settings, signing_key=providers.Object(key))
    container.check_dependencies()
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

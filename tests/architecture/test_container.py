"""The container gives every argument an adapter of the port it is annotated with."""

import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from dependency_injector import providers

from application import ports
from application.ports.guild_members import GuildMembers
from entrypoints.container import Container, build_container, close
from entrypoints.http.use_cases import UseCases
from entrypoints.key_watch import KeyUseCases
from entrypoints.settings import load_settings
from tests.builders import AUDIENCE, GUILD_ID, ISSUER
from tests.conformance.certificates import make_tls_files
from tests.integration.outbound.application import running

pytestmark = pytest.mark.anyio

_STORES: dict[str, dict[str, str]] = {
    "memory": {},
    "redis": {"REDIS_URL": "redis://127.0.0.1:6379/0", "REDIS_KEY_PREFIX": "guildpass:"},
}
_ROUTES: dict[str, dict[str, str]] = {"bot": {"DISCORD_BOT_TOKEN": "bot-token"}, "user": {}}
_EVERY_WAY = list(product(_STORES, _ROUTES))
# What HTTP may call, and what each process does by itself.
_NAMED = {
    name: member
    for kind in (UseCases, KeyUseCases)
    for name, member in vars(kind).items()
    if isinstance(member, property)
}


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    path = tmp_path_factory.mktemp("key") / "private_key.pem"
    path.write_bytes(pem)
    path.chmod(0o600)
    return path


@asynccontextmanager
async def _container(
    key_file: Path, store: str, route: str, **changes: str
) -> AsyncIterator[Container]:
    values = {
        "ISSUER": ISSUER,
        "JWT_AUDIENCE": AUDIENCE,
        "JWT_PRIVATE_KEY_FILE": str(key_file),
        "DISCORD_CLIENT_ID": "80351110224678912",
        "DISCORD_CLIENT_SECRET": "discord-secret",
        "DISCORD_GUILD_ID": GUILD_ID,
        "ROLE_TO_SUBTEAM": '{"1152921504606846977": ["leads"]}',
        "OAUTH_CLIENTS": '{"dashboard": {"client_secret": "a-long-random-secret-0123456789abcdef",'
        ' "redirect_uris": ["https://app.example.org/callback"]}}',
    }
    container = build_container(load_settings(values | _STORES[store] | _ROUTES[route] | changes))
    try:
        yield container
    finally:
        await close(container)


def _all_ports() -> set[type]:
    found: set[type] = set()
    for module in pkgutil.iter_modules(ports.__path__, ports.__name__ + "."):
        members = vars(importlib.import_module(module.name)).values()
        found |= {m for m in members if inspect.isclass(m) and m.__module__ == module.name}
    return {kind for kind in found if getattr(kind, "_is_protocol", False)}


def _chosen(provider: object) -> Iterator["providers.Singleton[Any]"]:
    """Walk all that is made for these settings, and nothing of the store not chosen."""
    if isinstance(provider, providers.Selector):
        assert provider.selector is not None
        yield from _chosen(provider.providers[provider.selector()])
    elif isinstance(provider, providers.Singleton):
        yield provider
        for given in (*provider.args, *provider.kwargs.values()):
            yield from _chosen(given)


def _use_cases(container: Container) -> Iterator["providers.Singleton[Any]"]:
    for name in _NAMED:
        yield from _chosen(getattr(container, name))


def _arguments(provider: "providers.Singleton[Any]") -> Iterator[tuple[str, object, object]]:
    """Give name, annotation and value of every argument."""
    made = provider.cls
    hints = get_type_hints(made.__init__ if inspect.isclass(made) else made)
    given = inspect.signature(made).bind(*provider.args, **provider.kwargs)
    for name, value in given.arguments.items():
        resolved = value() if isinstance(value, providers.Provider) else value
        yield f"{made.__name__}.{name}", hints[name], resolved


def _classes(hint: object) -> tuple[type, ...]:
    """Give the classes an annotation allows; none for what is no plain class."""
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return tuple(kind for kind in kinds if isinstance(kind, type) and not get_args(kind))


@pytest.mark.parametrize(("store", "route"), _EVERY_WAY)
async def test_every_argument_is_of_its_annotated_class(
    key_file: Path, store: str, route: str
) -> None:
    async with _container(key_file, store, route) as container:
        wrong = [
            name
            for provider in _use_cases(container)
            for name, hint, value in _arguments(provider)
            if (allowed := _classes(hint)) and not set(allowed) & set(type(value).__mro__)
        ]
    assert wrong == []


@pytest.mark.parametrize(("store", "route"), _EVERY_WAY)
async def test_every_port_is_filled(key_file: Path, store: str, route: str) -> None:
    async with _container(key_file, store, route) as container:
        arguments = [a for p in _use_cases(container) for a in _arguments(p)]
    filled = {kind for _, hint, value in arguments if value is not None for kind in _classes(hint)}
    unfilled: set[type] = {GuildMembers} if route == "user" else set()
    assert _all_ports() - filled == unfilled


@pytest.mark.parametrize(("store", "route"), _EVERY_WAY)
async def test_every_use_case_that_is_called_is_given(
    key_file: Path, store: str, route: str
) -> None:
    async with _container(key_file, store, route) as container:
        for name, prop in _NAMED.items():
            _, use_case = get_args(get_type_hints(prop.fget)["return"])
            assert type(getattr(container, name)()) is use_case


@pytest.mark.parametrize(("store", "route"), _EVERY_WAY)
async def test_everything_is_made_once(key_file: Path, store: str, route: str) -> None:
    async with _container(key_file, store, route) as container:
        for provider in _use_cases(container):
            assert provider() is provider()


@pytest.mark.parametrize("store", _STORES)
async def test_all_stores_are_of_the_kind_that_was_chosen(key_file: Path, store: str) -> None:
    async with _container(key_file, store, "bot") as container:
        adapters = container.adapters
        stores = [adapters.store, adapters.logins, adapters.auth_codes, adapters.grants]
        stores += [adapters.requests, adapters.interactions, adapters.sessions, adapters.consents]
        made = [provider() for provider in stores]
        assert {type(one).__module__.split(".")[2] for one in made} == {store}


@pytest.mark.parametrize(("route", "lookup"), [("bot", "BotMember"), ("user", "UserMember")])
async def test_the_member_route_is_the_one_that_was_chosen(
    key_file: Path, route: str, lookup: str
) -> None:
    async with _container(key_file, "memory", route) as container:
        assert type(container.adapters.members()).__name__.startswith(lookup)


@pytest.mark.parametrize("route", _ROUTES)
async def test_only_a_bot_can_read_a_membership_without_the_person(
    key_file: Path, route: str
) -> None:
    async with _container(key_file, "memory", route) as container:
        guild_members = container.adapters.guild_members()
        assert guild_members is (container.adapters.members() if route == "bot" else None)


async def test_closing_lets_logout_tokens_arrive_first(key_file: Path) -> None:
    allowed = {"OUTBOUND_ALLOWED_HOSTS": '["127.0.0.1"]'}
    async with running() as application:
        async with _container(key_file, "memory", "bot", **allowed) as container:
            address = f"http://127.0.0.1:{application.port}/logout"
            container.adapters.logout_delivery().send(address, "token", client_id="dashboard")
        assert [request.form for request in application.requests] == [[("logout_token", "token")]]


async def test_no_address_on_this_machine_is_called_unless_it_is_allowed(key_file: Path) -> None:
    async with running() as application:
        async with _container(key_file, "memory", "bot") as container:
            for address in ("http://127.0.0.1", "https://127.0.0.1", "https://localhost"):
                container.adapters.logout_delivery().send(
                    f"{address}:{application.port}/", "token", client_id="dashboard"
                )
        assert application.connections == 0


async def test_what_is_trusted_is_read_at_the_start(key_file: Path, tmp_path: Path) -> None:
    tls = make_tls_files(tmp_path)
    changes = {
        "OUTBOUND_ALLOWED_HOSTS": '["127.0.0.1"]',
        "OUTBOUND_CA_FILE": str(tls.authority),
    }
    async with running(tls) as application:
        async with _container(key_file, "memory", "bot", **changes) as container:
            tls.authority.unlink()
            address = f"https://127.0.0.1:{application.port}/logout"
            container.adapters.logout_delivery().send(address, "token", client_id="dashboard")
        assert len(application.requests) == 1

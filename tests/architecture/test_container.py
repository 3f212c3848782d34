"""The container gives every argument an adapter of the port it is annotated with."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from dependency_injector import providers

from adapters.rulebook.held_rulebooks import HeldRulebooks
from application import ports
from application.ports.bot_application import BotApplication
from application.ports.guild_directory import GuildDirectory
from application.ports.guild_members import GuildMembers
from application.ports.http_probe import HttpProbe
from application.ports.key_modes import KeyModes
from application.ports.outbound_hosts import OutboundHosts
from application.ports.rulebooks import Rulebooks
from application.ports.store_inspection import StoreInspection
from entrypoints.container import Container
from entrypoints.http.use_cases import UseCases
from entrypoints.key_watch import KeyUseCases
from tests.architecture.containers import ROUTES, STORES, container_for

pytestmark = pytest.mark.anyio

_OF_THE_SHELL = ("list_sessions", "end_sessions", "list_grants", "revoke_grants")
_EVERY_WAY = list(product(STORES, ROUTES))
# What HTTP may call, and what each process does by itself.
_NAMED = {
    name: member
    for kind in (UseCases, KeyUseCases)
    for name, member in vars(kind).items()
    if isinstance(member, property) and name != "pinned_rules"
}
_OF_THE_DOCTOR = {BotApplication, HttpProbe, KeyModes, OutboundHosts, StoreInspection}
_BY_ITSELF = ("reload_rulebook",)


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
    elif isinstance(provider, providers.List):
        for given in provider.args:
            yield from _chosen(given)
    elif isinstance(provider, providers.Singleton):
        yield provider
        for given in (*provider.args, *provider.kwargs.values()):
            yield from _chosen(given)


def _use_cases(container: Container) -> Iterator["providers.Singleton[Any]"]:
    for name in (*_NAMED, *_OF_THE_SHELL, *_BY_ITSELF):
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
    async with container_for(key_file, store, route) as container:
        wrong = [
            name
            for provider in _use_cases(container)
            for name, hint, value in _arguments(provider)
            if (allowed := _classes(hint)) and not set(allowed) & set(type(value).__mro__)
        ]
    assert wrong == []


@pytest.mark.parametrize(("store", "route"), _EVERY_WAY)
async def test_every_port_is_filled(key_file: Path, store: str, route: str) -> None:
    async with container_for(key_file, store, route) as container:
        arguments = [a for p in _use_cases(container) for a in _arguments(p)]
    filled = {kind for _, hint, value in arguments if value is not None for kind in _classes(hint)}
    of_each = [get_args(hint) for _, hint, _ in arguments if get_origin(hint) is Sequence]
    filled |= {kind for kinds in of_each for kind in kinds}
    # Only commands look into the directory, and only the doctor from outside.
    unfilled = {GuildDirectory, *_OF_THE_DOCTOR} | ({GuildMembers} if route == "user" else set())
    assert _all_ports() - filled == unfilled


@pytest.mark.parametrize(("store", "route"), _EVERY_WAY)
async def test_every_use_case_that_is_called_is_given(
    key_file: Path, store: str, route: str
) -> None:
    async with container_for(key_file, store, route) as container:
        for name, prop in _NAMED.items():
            _, use_case = get_args(get_type_hints(prop.fget)["return"])
            assert type(getattr(container, name)()) is use_case


@pytest.mark.parametrize(("store", "route"), _EVERY_WAY)
async def test_everything_is_made_once(key_file: Path, store: str, route: str) -> None:
    async with container_for(key_file, store, route) as container:
        for provider in _use_cases(container):
            assert provider() is provider()


async def test_one_rule_for_all_says_who_may_stay(key_file: Path) -> None:
    """C-26: what was set counts wherever somebody is let in, or looked at again."""
    blocked = {"BLOCKED_USERS": '["80351110224678912"]', "ROLE_STALENESS_LIMIT": "600"}
    async with container_for(key_file, "memory", "bot", **blocked) as container:
        rules = [
            value.current().access
            for provider in _use_cases(container)
            for _, hint, value in _arguments(provider)
            if hint is Rulebooks and isinstance(value, HeldRulebooks)
        ]
        assert len(rules) >= 3
        assert all(rule is container.settings().rules for rule in rules)

"""Ports: an adapter that forgets a method cannot be made."""

import importlib
import inspect
import pkgutil

import pytest

from application import ports


def _all_ports() -> list[type]:
    modules = pkgutil.iter_modules(ports.__path__, ports.__name__ + ".")
    found = [
        (module.name, kind)
        for module in modules
        for kind in vars(importlib.import_module(module.name)).values()
        if inspect.isclass(kind)
    ]
    return [
        kind
        for name, kind in found
        if kind.__module__ == name and getattr(kind, "_is_protocol", False)
    ]


@pytest.mark.parametrize("port", _all_ports(), ids=lambda port: port.__name__)
def test_an_adapter_has_to_have_every_method(port: type) -> None:
    forgetful = type("Forgetful", (port,), {})
    with pytest.raises(TypeError, match="abstract method"):
        forgetful()


def test_the_ports_were_found() -> None:
    assert {"Clock", "LogoutDelivery", "Upstream"} <= {port.__name__ for port in _all_ports()}

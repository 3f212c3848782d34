"""The one module of Config OP: every member of the metadata is what it has to be."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.conformance.checks.discovery import json_of
from tests.conformance.module import Module
from tests.conformance.outcomes import Plan

_PATH = "/.well-known/openid-configuration"
_RESPONSE_TYPES = {
    "code", "id_token", "id_token token", "code id_token", "code token", "code id_token token",
}  # fmt: skip
_SCOPE = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_URIS = {
    "issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri",
    "registration_endpoint", "revocation_endpoint", "introspection_endpoint",
    "end_session_endpoint", "check_session_iframe", "service_documentation", "op_policy_uri",
    "op_tos_uri",
}  # fmt: skip
_LISTS = {
    "scopes_supported", "response_types_supported", "response_modes_supported",
    "grant_types_supported", "acr_values_supported", "subject_types_supported",
    "id_token_signing_alg_values_supported", "userinfo_signing_alg_values_supported",
    "request_object_signing_alg_values_supported", "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "revocation_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_methods_supported", "display_values_supported",
    "claim_types_supported", "claims_supported", "claims_locales_supported",
    "ui_locales_supported", "code_challenge_methods_supported",
}  # fmt: skip
_FLAGS = {
    "claims_parameter_supported", "request_parameter_supported",
    "request_uri_parameter_supported", "require_request_uri_registration",
    "authorization_response_iss_parameter_supported",
    "backchannel_logout_supported", "backchannel_logout_session_supported",
}  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    """Run it in its own plan."""
    return Plan.CONFIG


@pytest.mark.module("oidcc-discovery-endpoint-verification")
def test_discovery_is_wellformed_and_complete(module: Module) -> None:
    metadata = module.metadata
    assert str(module.discovery.url) == f"{module.issuer}{_PATH}"
    assert module.discovery.url.scheme == "https"
    assert json_of(module.discovery) == metadata
    _check_issuer(metadata["issuer"], module)
    _check_types(metadata)
    _check_contents(metadata)
    _check_signing(metadata, module.warn)
    _warn_about_names(metadata, module.warn)


def _check_issuer(issuer: str, module: Module) -> None:
    assert str(module.discovery.url).removesuffix(_PATH) == issuer.removesuffix("/")
    assert issuer.startswith("https://")
    assert not {"?", "#"} & set(issuer)


def _check_types(metadata: dict[str, Any]) -> None:
    for name in _URIS & metadata.keys():
        assert metadata[name].startswith("https://"), name
    for name in _LISTS & metadata.keys():
        values = metadata[name]
        assert values, name
        assert all(isinstance(value, str) and value for value in values), name
        assert len(set(values)) == len(values), name
    for name in _FLAGS & metadata.keys():
        assert isinstance(metadata[name], bool), name


def _check_contents(metadata: dict[str, Any]) -> None:
    assert _RESPONSE_TYPES & set(metadata["response_types_supported"])
    assert {"public", "pairwise"} & set(metadata["subject_types_supported"])
    assert "authorization_code" in metadata["grant_types_supported"]
    assert "openid" in metadata["scopes_supported"]
    assert all(_SCOPE.fullmatch(scope) for scope in metadata["scopes_supported"])
    for name in ("ui_locales_supported", "claims_locales_supported"):
        assert all(_LANGUAGE.fullmatch(tag) for tag in metadata.get(name, [])), name
    assert metadata["code_challenge_methods_supported"] == ["S256"]
    refreshes = "refresh_token" in metadata["grant_types_supported"]
    assert refreshes == ("offline_access" in metadata["scopes_supported"])


def _check_signing(metadata: dict[str, Any], warn: Callable[[str], None]) -> None:
    assert "RS256" in metadata["id_token_signing_alg_values_supported"]
    of_requests = metadata.get("request_object_signing_alg_values_supported")
    if of_requests is not None and "RS256" not in of_requests:
        warn("request_object_signing_alg_values_supported lacks RS256")
    # Its default is true, so leaving it out would say the contrary of what is the case.
    assert metadata["request_uri_parameter_supported"] is False
    assert metadata["request_parameter_supported"] is False


def _warn_about_names(metadata: dict[str, Any], warn: Callable[[str], None]) -> None:
    unknown = sorted(metadata.keys() - _URIS - _LISTS - _FLAGS)
    if unknown:
        warn(f"unknown metadata: {', '.join(unknown)}")
    for name in ("claims_supported", "userinfo_endpoint", "scopes_supported"):
        if name not in metadata:
            warn(f"metadata lacks {name}")

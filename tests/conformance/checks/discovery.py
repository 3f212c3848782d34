"""What every module needs of discovery (OpenID Connect Discovery section 3)."""

from collections.abc import Mapping
from typing import Any

import httpx

_ENDPOINTS = (
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
)


def check_endpoints(metadata: Mapping[str, Any], issuer: str, method: str) -> None:
    """Check the issuer, the addresses a flow needs, and the way clients authenticate."""
    assert metadata["issuer"] == issuer
    for name in _ENDPOINTS:
        url = httpx.URL(metadata[name])
        assert url.scheme == "https", name
        assert url.host, name
    methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    assert method in methods


def json_of(response: httpx.Response) -> dict[str, Any]:
    """Give the object of a JSON answer."""
    kind = response.headers["content-type"].partition(";")[0].strip()
    assert kind == "application/json", kind
    body = response.json()
    assert isinstance(body, dict)
    return body

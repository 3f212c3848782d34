"""Which redirect URIs an operator can register, and which stop the start."""

import pytest

from domain.redirect_uri import check_redirect_uri
from entrypoints.settings import SettingsError
from tests.integration.http.harness import (
    LOOPBACK_REDIRECT,
    NATIVE_REDIRECT,
    REDIRECT,
    settings_for,
)

UNREGISTRABLE = [
    "https://app.example.org/cb#fragment",
    "https://user@app.example.org/cb",
    "https://user:pass@app.example.org/cb",
    "http://app.example.org/cb",
    "myapp:/cb",
    "https://*.example.org/cb",
    "https://app.example.org/*",
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "https:///cb",
    "//app.example.org/cb",
    "/cb",
    "https://app.example.org/cb?code=x",
    "https://app.example.org/cb?state=x",
    "https://app.example.org\\@evil.example/",
    " https://app.example.org/cb",
    "",
]


@pytest.mark.parametrize("uri", UNREGISTRABLE)
def test_a_redirect_uri_that_could_be_abused_cannot_be_registered(key_file: str, uri: str) -> None:
    """N-AZ-05."""
    clients = '{"app": {"client_secret": "s3cret", "redirect_uris": [%s]}}'
    escaped = '"' + uri.replace("\\", "\\\\") + '"'
    with pytest.raises(SettingsError, match="redirect URI number 1"):
        settings_for(key_file, OAUTH_CLIENTS=clients % escaped)


@pytest.mark.parametrize("uri", [NATIVE_REDIRECT, LOOPBACK_REDIRECT, "http://[::1]:1/cb", REDIRECT])
def test_a_decent_redirect_uri_can_be_registered(uri: str) -> None:
    """N-AZ-05."""
    check_redirect_uri(uri)

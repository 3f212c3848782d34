"""Clients that may have refresh tokens, beside those of the harness; they take a bot."""

import json
from typing import Any

from tests.integration.http.harness import (
    CLIENT_ID,
    CLIENTS,
    ONCE_ID,
    OTHER,
    OTHER_ID,
    PUBLIC_ID,
    PUBLIC_REDIRECT,
    REDIRECT,
    SECRET,
    SWITCHED_OFF_ID,
)

STEADY_ID, ALWAYS_ID, SERVER_ID = "steady", "always-offline", "api"
BOTH = {"grant_types": ["authorization_code", "refresh_token"]}
PUBLIC = {"client_id": PUBLIC_ID, "redirect_uri": PUBLIC_REDIRECT}

REFRESHING: dict[str, dict[str, Any]] = {
    **CLIENTS,
    **{
        name: {**CLIENTS[name], **BOTH}
        for name in (CLIENT_ID, OTHER_ID, PUBLIC_ID, ONCE_ID, SWITCHED_OFF_ID)
    },
    STEADY_ID: {
        "client_secret": SECRET,
        "redirect_uris": [REDIRECT],
        "refresh_token_rotation": False,
        **BOTH,
    },
    ALWAYS_ID: {
        "client_secret": SECRET,
        "redirect_uris": [REDIRECT],
        "offline_access": "always",
        **BOTH,
    },
    SERVER_ID: {"client_secret": SECRET, "resource_server": True, "grant_types": []},
}
# How each asks, where that is not as the dashboard does.
ASKS: dict[str, dict[str, str]] = {OTHER_ID: OTHER, PUBLIC_ID: PUBLIC}


def clients(**changes: dict[str, Any] | None) -> str:
    """Write ``OAUTH_CLIENTS`` with some entries changed; None takes one out."""
    entries = {
        name: {**entry, **(changes.get(name) or {})}
        for name, entry in REFRESHING.items()
        if changes.get(name, {}) is not None
    }
    return json.dumps(entries)

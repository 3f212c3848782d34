"""The token response (RFC 6749 sections 5.1, 5.2 and 6)."""

import re
from collections.abc import Callable
from typing import Any

import httpx

from tests.conformance.checks.discovery import json_of
from tests.conformance.checks.randomness import check_unguessable

# RFC 6749 appendix A.17: what a refresh token is made of.
_VISIBLE = re.compile(r"[\x20-\x7E]+")


def check_token_response(response: httpx.Response, warn: Callable[[str], None]) -> dict[str, Any]:
    """Check a success and give it."""
    assert response.status_code == httpx.codes.OK, response.text
    _check_kept_by_nobody(response)
    tokens = json_of(response)
    assert tokens["token_type"].lower() == "bearer"
    check_unguessable(tokens["access_token"])
    assert tokens["id_token"].count(".") == 2
    if "expires_in" not in tokens:
        warn("the token response has no expires_in")
        return tokens
    assert isinstance(tokens["expires_in"], int)
    assert tokens["expires_in"] > 0
    return tokens


def check_refresh_token(tokens: dict[str, Any]) -> str:
    """Check the refresh token that came along, and give it."""
    refresh_token: str = tokens["refresh_token"]
    assert _VISIBLE.fullmatch(refresh_token)
    check_unguessable(refresh_token)
    return refresh_token


def check_token_error(response: httpx.Response, error: str) -> None:
    """Check a refusal and its code."""
    assert response.status_code == httpx.codes.BAD_REQUEST, response.text
    _check_kept_by_nobody(response)
    assert json_of(response)["error"] == error


def _check_kept_by_nobody(response: httpx.Response) -> None:
    assert "no-store" in response.headers["cache-control"]

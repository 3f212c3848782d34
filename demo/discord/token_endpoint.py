"""``POST /oauth2/token``: the authorization code grant (RFC 6749 section 4.1.3)."""

import base64
import re
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.di import NamedDependency

from demo.discord.grants import TOKEN_LIFETIME, IssuedCode
from demo.discord.state import Simulator

_FORM = "application/x-www-form-urlencoded"
_HEADERS = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_CODE_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}")


class TokenRefusedError(Exception):
    """An error response (RFC 6749 section 5.2) with the wording seen at Discord."""

    def __init__(self, error: str, description: str | None = None, *, status: int = 400) -> None:
        super().__init__(error)
        self.status = status
        self.body = {"error": error}
        if description is not None:
            self.body["error_description"] = description


@post("/api/v10/oauth2/token", status_code=200)
async def exchange(
    request: Request[Any, Any, State], simulator: NamedDependency[Simulator]
) -> Response[dict[str, object]]:
    """Give a token for a code; a query string and a JSON body count for nothing."""
    form = await _form(request)
    grant_type = form.get("grant_type")
    if grant_type != "authorization_code":
        description = f"Grant type {grant_type} is not supported"
        raise TokenRefusedError("unsupported_grant_type", description)
    if _credentials(form, request.headers.get("Authorization")) != (
        simulator.client_id,
        simulator.client_secret,
    ):
        raise TokenRefusedError("invalid_client", status=401)
    code = _proven_code(simulator, form)
    # Spent only now: a failed attempt leaves Authlib's codes, and so ours, usable.
    del simulator.codes[form["code"]]
    body: dict[str, object] = {
        "token_type": "Bearer",
        "access_token": simulator.issue_token(code),
        "expires_in": TOKEN_LIFETIME,
        "refresh_token": secrets.token_urlsafe(32),
        "scope": " ".join(sorted(code.scopes)),
    }
    return Response(body, headers=_HEADERS)


def token_refused(
    _: Request[Any, Any, State], error: TokenRefusedError
) -> Response[dict[str, str]]:
    """Answer a refusal."""
    return Response(error.body, status_code=error.status, headers=_HEADERS)


async def _form(request: Request[Any, Any, State]) -> dict[str, str]:
    content_type = request.headers.get("Content-Type", "").partition(";")[0]
    if content_type.strip().lower() != _FORM:
        return {}
    return dict(parse_qsl((await request.body()).decode("latin-1"), keep_blank_values=True))


def _credentials(
    form: Mapping[str, str], authorization: str | None
) -> tuple[str | None, str | None]:
    """Read client_secret_basic or client_secret_post (RFC 6749 section 2.3.1)."""
    if authorization is None:
        return form.get("client_id"), form.get("client_secret")
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None, None
    try:
        client_id, _, client_secret = (
            base64.b64decode(encoded, validate=True).decode().partition(":")
        )
    except ValueError:
        return None, None
    return client_id, client_secret


def _proven_code(simulator: Simulator, form: Mapping[str, str]) -> IssuedCode:
    """Give what the code stands for, if all it is bound to is presented with it."""
    code = simulator.codes.get(form.get("code", ""))
    if code is None or code.expires_at <= simulator.clock():
        raise TokenRefusedError("invalid_grant", 'Invalid "code" in request.')
    if form.get("redirect_uri") != code.redirect_uri:
        raise TokenRefusedError("invalid_grant", 'Invalid "redirect_uri" in request.')
    if code.code_challenge is not None:
        _check_verifier(code, form.get("code_verifier"))
    return code


def _check_verifier(code: IssuedCode, code_verifier: str | None) -> None:
    if not code_verifier:
        raise TokenRefusedError("invalid_request", 'Missing "code_verifier"')
    if not _CODE_VERIFIER.fullmatch(code_verifier):
        raise TokenRefusedError("invalid_request", 'Invalid "code_verifier"')
    if not code.is_proven_by(code_verifier):
        raise TokenRefusedError("invalid_grant", "Code challenge failed.")

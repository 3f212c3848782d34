"""The token endpoint (RFC 6749 section 3.2)."""

from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from application.token.issue_tokens import IssuedTokens
from domain.metadata import TOKEN_PATH
from entrypoints.http.credentials import authenticated_form
from entrypoints.http.form import HttpRequest
from entrypoints.http.responses import no_store
from entrypoints.http.use_cases import UseCases


def token_route(use_cases: UseCases) -> HTTPRouteHandler:
    """Make the handler."""

    @post(TOKEN_PATH, status_code=HTTP_200_OK)
    async def token(request: HttpRequest) -> Response[Any]:
        """Exchange a code or a refresh token."""
        credentials, form = await authenticated_form(request)
        return no_store(_body(await use_cases.exchange_grant()(credentials, form)))

    return token


def _body(issued: IssuedTokens) -> dict[str, object]:
    optional = {"id_token": issued.id_token, "refresh_token": issued.refresh_token}
    return {
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": int(issued.expires_in.total_seconds()),
        "scope": issued.scope,
        **{name: token for name, token in optional.items() if token is not None},
    }

"""The token endpoint (RFC 6749 section 3.2)."""

from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK

from application.token.issue_tokens import IssuedTokens
from domain.metadata import TOKEN_PATH
from entrypoints.http.credentials import client_credentials
from entrypoints.http.form import HttpRequest, form_parameters
from entrypoints.http.headers import PRESENTED_CLIENT
from entrypoints.http.responses import no_store
from entrypoints.http.use_cases import UseCases


def token_route(use_cases: UseCases) -> HTTPRouteHandler:
    """Make the handler."""

    @post(TOKEN_PATH, status_code=HTTP_200_OK)
    async def token(request: HttpRequest) -> Response[Any]:
        """Exchange a code."""
        form = await form_parameters(request)
        form.check_wellformed()
        credentials = client_credentials(request, form)
        request.scope["state"][PRESENTED_CLIENT] = credentials.client_id
        return no_store(_body(await use_cases.exchange_code()(credentials, form)))

    return token


def _body(issued: IssuedTokens) -> dict[str, object]:
    id_token = {} if issued.id_token is None else {"id_token": issued.id_token}
    return {
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": int(issued.expires_in.total_seconds()),
        "scope": issued.scope,
        **id_token,
    }

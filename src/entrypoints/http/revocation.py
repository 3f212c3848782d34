"""The revocation endpoint (RFC 7009 section 2)."""

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse
from litestar.status_codes import HTTP_200_OK

from domain.metadata import REVOCATION_PATH
from entrypoints.http.credentials import authenticated_form
from entrypoints.http.form import HttpRequest
from entrypoints.http.responses import NO_STORE
from entrypoints.http.use_cases import UseCases


def revocation_route(use_cases: UseCases) -> HTTPRouteHandler:
    """Make the handler."""

    @post(REVOCATION_PATH, status_code=HTTP_200_OK)
    async def revoke(request: HttpRequest) -> ASGIResponse:
        """End a token; an unknown one is as good as ended."""
        await use_cases.revoke_token()(*await authenticated_form(request))
        answer = ASGIResponse(headers=dict(NO_STORE))
        # There is no body. Some clients read on where a type is named, and refuse all but JSON.
        del answer.headers["content-type"]
        return answer

    return revoke

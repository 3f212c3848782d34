"""The authorization endpoint (RFC 6749 section 3.1, OpenID Connect Core section 3.1.2.1)."""

from typing import Any
from urllib.parse import quote, urlencode

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from domain.errors import InvalidRequest
from domain.metadata import AUTHORIZE_PATH, RESUME_PATH
from domain.parameters import Parameters
from entrypoints.http.answers import OutcomeResponses
from entrypoints.http.cookies import Cookies
from entrypoints.http.form import HttpRequest, form_parameters, query_parameters
from entrypoints.http.responses import see_other
from entrypoints.http.use_cases import UseCases

_REFERENCE = "reference"
# Beyond this a request that came by POST does not become an address: proxies cut at 8 KB.
_LONGEST_QUERY = 4096


def authorize_routes(
    use_cases: UseCases, cookies: Cookies, outcomes: OutcomeResponses, issuer: str
) -> list[HTTPRouteHandler]:
    """Make the handlers."""

    @get(AUTHORIZE_PATH)
    async def authorize(request: HttpRequest) -> Response[Any]:
        """Answer from the session, ask the person, or send them to Discord."""
        outcome = await use_cases.authorize()(
            query_parameters(request),
            **cookies.read(request),
        )
        return outcomes.render(outcome, request)

    @post(AUTHORIZE_PATH)
    async def authorize_by_post(request: HttpRequest) -> Response[Any]:
        """Send the browser on to the same request by GET: only that carries Lax cookies."""
        parameters = await form_parameters(request)
        query = _short_query(parameters)
        if query is not None:
            return see_other(f"{issuer}{AUTHORIZE_PATH}?{query}")
        reference = await use_cases.hold_request()(parameters)
        return see_other(f"{issuer}{RESUME_PATH}?{urlencode({_REFERENCE: reference})}")

    @get(RESUME_PATH)
    async def resume(request: HttpRequest) -> Response[Any]:
        """Go on with a long request that came by POST."""
        outcome = await use_cases.resume_request()(
            query_parameters(request).get(_REFERENCE),
            **cookies.read(request),
        )
        return outcomes.render(outcome, request)

    return [authorize, authorize_by_post, resume]


def _short_query(parameters: Parameters) -> str | None:
    try:
        query = urlencode(parameters.pairs(), quote_via=quote)
    except InvalidRequest:
        # Whom to tell is found out where the request is read.
        return None
    return query if len(query) <= _LONGEST_QUERY else None

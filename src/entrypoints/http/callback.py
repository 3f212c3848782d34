"""Where Discord sends people back to."""

from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from domain.metadata import CALLBACK_PATH
from entrypoints.http.answers import OutcomeResponses
from entrypoints.http.cookies import Cookies
from entrypoints.http.form import HttpRequest, query_parameters
from entrypoints.http.use_cases import UseCases


def callback_route(
    use_cases: UseCases, cookies: Cookies, outcomes: OutcomeResponses
) -> HTTPRouteHandler:
    """Make the handler."""

    @get(CALLBACK_PATH)
    async def callback(request: HttpRequest) -> Response[Any]:
        """Begin a session and go on, or show who is not a member."""
        completed = await use_cases.complete_login()(
            query_parameters(request),
            **cookies.read(request),
        )
        response = outcomes.render(completed.outcome, request)
        if completed.session is not None:
            cookies.session.write(response, completed.session)
        return response

    return callback

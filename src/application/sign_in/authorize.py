"""Use case: take an authorization request (OpenID Connect Core section 3.1.2)."""

from application.sign_in.find_session import FindSession
from application.sign_in.outcomes import Outcome
from application.sign_in.read_request import ReadRequest
from application.sign_in.refusals import refusals_to
from application.sign_in.route_request import RouteRequest
from application.sign_in.visit import Visit
from domain.parameters import Parameters


class Authorize:
    """Read the request, find the session, and go on from there."""

    def __init__(
        self, *, read_request: ReadRequest, find_session: FindSession, route_request: RouteRequest
    ) -> None:
        self._read_request = read_request
        self._find_session = find_session
        self._route_request = route_request

    async def __call__(
        self, parameters: Parameters, *, browser: str | None, session: str | None
    ) -> Outcome:
        """``browser`` and ``session`` are the cookies as the browser sent them, if it did."""
        client, target, request = await self._read_request(parameters)
        visit = Visit(client=client, target=target, request=request, browser=browser)
        with refusals_to(target, client.client_id):
            return await self._route_request(visit, await self._find_session(session))

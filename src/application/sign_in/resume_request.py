"""Use case: take up a request that was kept."""

from application.ports.request_store import RequestStore
from application.sign_in.find_session import FindSession
from application.sign_in.outcomes import Outcome
from application.sign_in.refusals import refusals_to
from application.sign_in.route_request import RouteRequest
from application.sign_in.visit_of import VisitOf
from domain.errors import LoginExpired
from domain.opaque_token import digest, is_opaque_token


class ResumeRequest:
    """Go on with a kept request as if it had just come by GET."""

    def __init__(
        self,
        *,
        requests: RequestStore,
        visit_of: VisitOf,
        find_session: FindSession,
        route_request: RouteRequest,
    ) -> None:
        self._requests = requests
        self._visit_of = visit_of
        self._find_session = find_session
        self._route_request = route_request

    async def __call__(
        self, reference: str | None, *, browser: str | None, session: str | None
    ) -> Outcome:
        """``browser`` and ``session`` are the cookies as the browser sent them, if it did."""
        if reference is None or not is_opaque_token(reference):
            raise LoginExpired("the address holds no reference of ours")
        request = await self._requests.get(digest(reference))
        if request is None:
            raise LoginExpired("the request that was kept is unknown or expired")
        visit = await self._visit_of(request, browser=browser)
        with refusals_to(visit.target, visit.client.client_id):
            return await self._route_request(visit, await self._find_session(session))

"""Use case: take up a request that was kept."""

from application.ports.clock import Clock
from application.ports.request_store import RequestStore
from application.sign_in.find_session import FindSession
from application.sign_in.outcomes import Outcome
from application.sign_in.recall_visit import RecallVisit
from application.sign_in.refusals import refusals_to
from application.sign_in.route_request import RouteRequest
from domain.opaque_token import digest_of_ours
from domain.page_refusals import LoginExpired


class ResumeRequest:
    """Go on with a kept request as if it had just come by GET."""

    def __init__(
        self,
        *,
        requests: RequestStore,
        clock: Clock,
        recall_visit: RecallVisit,
        find_session: FindSession,
        route_request: RouteRequest,
    ) -> None:
        self._requests = requests
        self._clock = clock
        self._recall_visit = recall_visit
        self._find_session = find_session
        self._route_request = route_request

    async def __call__(
        self, reference: str | None, *, browser: str | None, session: str | None
    ) -> Outcome:
        """``browser`` and ``session`` are the cookies as the browser sent them, if it did."""
        looked_up = digest_of_ours(reference)
        held = await self._requests.get(looked_up) if looked_up else None
        if held is None:
            raise LoginExpired("the address holds no reference of ours, or one that has expired")
        held.check(self._clock.now())
        visit = await self._recall_visit(held.request, browser=browser)
        with refusals_to(visit.target, visit.client.client_id):
            return await self._route_request(visit, await self._find_session(session))

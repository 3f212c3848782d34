"""Use case: decide what a request needs next (OpenID Connect Core section 3.1.2.3)."""

from application.ports.clock import Clock
from application.sign_in.answer_request import AnswerRequest
from application.sign_in.ask_for_answer import AskForAnswer
from application.sign_in.begin_login import BeginLogin
from application.sign_in.outcomes import Outcome
from application.sign_in.refresh_membership import RefreshMembership
from application.sign_in.visit import FoundSession, Visit
from domain.errors import InteractionRequired, LoginRequired, OAuthError, SomebodyElse
from domain.interaction import Question


class RouteRequest:
    """Ask to sign in anew, pass through Discord, or answer from the session."""

    def __init__(
        self,
        *,
        ask_for_answer: AskForAnswer,
        begin_login: BeginLogin,
        refresh_membership: RefreshMembership,
        answer_request: AnswerRequest,
        clock: Clock,
    ) -> None:
        self._ask_for_answer = ask_for_answer
        self._begin_login = begin_login
        self._refresh_membership = refresh_membership
        self._answer_request = answer_request
        self._clock = clock

    async def __call__(self, visit: Visit, found: FoundSession | None) -> Outcome:
        """Give what comes next, or raise an ``OAuthError`` or ``StoreUnavailable``."""
        if found is not None:
            visit = visit.keeping_email(found.session)
        if self._must_sign_in(visit, found):
            if visit.request.is_silent:
                raise LoginRequired(reason="the request asks for a new sign-in")
            return await self._ask_for_answer(Question.SIGN_IN, visit, found)
        if found is None:
            return await self._trip(visit, LoginRequired(reason="nobody is signed in"))
        return await self._from_session(visit, found)

    def _must_sign_in(self, visit: Visit, found: FoundSession | None) -> bool:
        if visit.progress.signed_in:
            return False
        return visit.request.wants_sign_in(found.session if found else None, self._clock.now())

    async def _from_session(self, visit: Visit, found: FoundSession) -> Outcome:
        request, sub = visit.request, found.session.identity.discord_id
        if not request.takes(found.session.identity):
            return await self._trip(visit.begun_anew(), SomebodyElse(sub=sub), chosen=True)
        if request.needs_email and not found.session.has_email:
            return await self._trip(visit, InteractionRequired(sub=sub))
        fresh = await self._refresh_membership(found)
        if fresh is None:
            reason = "the roles are old, and only a trip can renew them"
            return await self._trip(visit, LoginRequired(reason=reason, sub=sub))
        return await self._answer_request(visit, fresh)

    async def _trip(
        self, visit: Visit, when_silent: OAuthError, *, chosen: bool = False
    ) -> Outcome:
        if visit.request.is_silent:
            raise when_silent
        return await self._begin_login(visit, chosen=chosen)

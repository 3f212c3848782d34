"""Use case: the person answers our consent page."""

from enum import StrEnum

from application.sign_in.begin_login import BeginLogin
from application.sign_in.find_session import FindSession
from application.sign_in.outcomes import Outcome
from application.sign_in.refusals import refusals_to
from application.sign_in.remember_consent import RememberConsent
from application.sign_in.route_request import RouteRequest
from application.sign_in.take_answer import TakeAnswer
from domain.errors import AccessDenied
from domain.interaction import Question


class ConsentAnswer(StrEnum):
    """What a person can answer; whatever else arrives means cancel."""

    ALLOW = "allow"
    OTHER_ACCOUNT = "other-account"
    CANCEL = "cancel"


class DecideConsent:
    """Remember a yes and go on; only the session that was asked can give it."""

    def __init__(
        self,
        *,
        take_answer: TakeAnswer,
        find_session: FindSession,
        remember_consent: RememberConsent,
        begin_login: BeginLogin,
        route_request: RouteRequest,
    ) -> None:
        self._take_answer = take_answer
        self._find_session = find_session
        self._remember_consent = remember_consent
        self._begin_login = begin_login
        self._route_request = route_request

    async def __call__(
        self, token: str | None, answer: ConsentAnswer, *, browser: str | None, session: str | None
    ) -> Outcome:
        """``browser`` and ``session`` are the cookies as the browser sent them, if it did."""
        opened = await self._take_answer(Question.CONSENT, token, browser=browser)
        visit = opened.visit
        with refusals_to(visit.target, visit.client.client_id):
            if answer is ConsentAnswer.CANCEL:
                raise AccessDenied(reason="the person cancelled on the consent page")
            if answer is ConsentAnswer.OTHER_ACCOUNT:
                return await self._begin_login(visit.begun_anew(), chosen=True)
            found = await self._find_session(session)
            if found and opened.interaction.was_asked_of(found.session_digest):
                # An application may have come to learn more since the page was shown.
                if visit.asked_scope <= opened.interaction.shown_scope:
                    await self._remember_consent(visit, found.session)
                    visit = visit.agreed(found.session)
            else:
                # Whoever it is now has neither signed in for this request nor agreed to it.
                visit = visit.begun_anew()
            return await self._route_request(visit, found)

"""Use case: the person answers our sign-in page."""

from application.sign_in.begin_login import BeginLogin
from application.sign_in.outcomes import SendToUpstream
from application.sign_in.refusals import refusals_to
from application.sign_in.take_answer import TakeAnswer
from domain.errors import AccessDenied
from domain.interaction import Question


class DecideSignIn:
    """Go to Discord, which asks, or back to the client with ``access_denied``."""

    def __init__(self, *, take_answer: TakeAnswer, begin_login: BeginLogin) -> None:
        self._take_answer = take_answer
        self._begin_login = begin_login

    async def __call__(
        self, token: str | None, *, goes_on: bool, browser: str | None
    ) -> SendToUpstream:
        """``goes_on``: the person did not cancel."""
        opened = await self._take_answer(Question.SIGN_IN, token, browser=browser)
        visit = opened.visit
        with refusals_to(visit.target, visit.client.client_id):
            if not goes_on:
                raise AccessDenied(reason="the person cancelled on the sign-in page")
            return await self._begin_login(visit, chosen=True)

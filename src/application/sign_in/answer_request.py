"""Use case: answer a request for a person it takes, who is signed in."""

from application.ports.consent_store import ConsentStore
from application.sign_in.admit_person import AdmitPerson
from application.sign_in.ask_for_answer import AskForAnswer
from application.sign_in.issue_code import IssueCode
from application.sign_in.outcomes import Outcome
from application.sign_in.visit import FoundSession, Visit
from domain.authorization_response import AuthorizationResponse
from domain.errors import ConsentRequired
from domain.interaction import Question


class AnswerRequest:
    """Member and consent: only then a code."""

    def __init__(
        self,
        *,
        admit_person: AdmitPerson,
        consents: ConsentStore,
        ask_for_answer: AskForAnswer,
        issue_code: IssueCode,
        issuer: str,
    ) -> None:
        self._admit_person = admit_person
        self._consents = consents
        self._ask_for_answer = ask_for_answer
        self._issue_code = issue_code
        self._issuer = issuer

    async def __call__(self, visit: Visit, found: FoundSession) -> Outcome:
        """Give the answer, or the question that has to come first."""
        request, session = visit.request, found.session
        refused = await self._admit_person(visit, session.identity, auth_time=session.auth_time)
        if refused is not None:
            return refused
        if await self._must_ask(visit, found):
            if request.is_silent:
                raise ConsentRequired
            return await self._ask_for_answer(Question.CONSENT, visit, found)
        code = await self._issue_code(visit, session)
        return AuthorizationResponse.success(visit.target, issuer=self._issuer, code=code)

    async def _must_ask(self, visit: Visit, found: FoundSession) -> bool:
        client, subject = visit.client, found.session.identity.discord_id
        if visit.progress.agreed == subject:
            return False
        if visit.request.wants_consent:
            return True
        agreed = frozenset[str]()
        if client.remembers_consent:
            agreed = await self._consents.remembered(subject, client.client_id)
        return client.must_ask(visit.asked_scope, agreed)

"""Use case: say what a page asks."""

from dataclasses import dataclass

from application.sign_in.find_session import FindSession
from application.sign_in.open_interaction import OpenInteraction
from domain.client import Client
from domain.identity import Identity
from domain.interaction import Question
from domain.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """What the page shows: the client, what it would learn, and who is signed in.

    ``language`` is the one the request asks for, if it does.
    """

    client: Client
    scope: frozenset[str]
    redirect_uri: str
    identity: Identity | None
    selects_account: bool
    language: Language | None


class DescribeQuestion:
    """Look at a question, as often as the page is loaded."""

    def __init__(self, *, open_interaction: OpenInteraction, find_session: FindSession) -> None:
        self._open_interaction = open_interaction
        self._find_session = find_session

    async def __call__(
        self, question: Question, token: str | None, *, browser: str | None, session: str | None
    ) -> AskedQuestion:
        """Give the question, or raise a ``PageRefusal`` or ``StoreUnavailable``."""
        opened = await self._open_interaction(question, token, browser=browser)
        found = await self._find_session(session)
        return AskedQuestion(
            client=opened.visit.client,
            scope=opened.visit.asked_scope,
            redirect_uri=opened.visit.request.redirect_uri,
            identity=found.session.identity if found else None,
            selects_account=opened.visit.request.selects_account,
            language=opened.visit.target.language,
        )

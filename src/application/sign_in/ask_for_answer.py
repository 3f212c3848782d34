"""Use case: put a question to a person."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.interaction_store import InteractionStore
from application.ports.token_generator import TokenGenerator
from application.sign_in.outcomes import AskPerson
from application.sign_in.visit import FoundSession, Visit
from domain.browser import browser_to_keep
from domain.interaction import Interaction, Question
from domain.opaque_token import digest


class AskForAnswer:
    """Keep the request until the person has answered, bound to browser and session."""

    def __init__(
        self,
        *,
        interactions: InteractionStore,
        clock: Clock,
        tokens: TokenGenerator,
        lifetime: timedelta,
    ) -> None:
        self._interactions = interactions
        self._clock = clock
        self._tokens = tokens
        self._lifetime = lifetime

    async def __call__(
        self, question: Question, visit: Visit, found: FoundSession | None
    ) -> AskPerson:
        """Name the page, or raise ``StoreUnavailable``."""
        browser = browser_to_keep(visit.browser) or self._tokens.token()
        token = self._tokens.token()
        interaction = Interaction(
            question=question,
            request=visit.request,
            browser_digest=digest(browser),
            session_digest=found.session_digest if found else None,
            expires_at=self._clock.now() + self._lifetime,
            shown_scope=visit.asked_scope,
            progress=visit.progress,
        )
        await self._interactions.put(digest(token), interaction, keep_for=self._lifetime)
        return AskPerson(
            question=question,
            interaction=token,
            browser=browser,
            language=visit.target.language,
        )

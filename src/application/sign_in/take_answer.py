"""Use case: take a person's answer, once."""

from application.ports.interaction_store import InteractionStore
from application.ports.token_generator import TokenGenerator
from application.sign_in.open_interaction import (
    OpenedInteraction,
    OpenInteraction,
    interaction_digest,
)
from application.sign_in.refusals import refusals_to
from domain.interaction import Question
from domain.page_refusals import LoginExpired


class TakeAnswer:
    """Let one answer to a question through, however many arrive at once."""

    def __init__(
        self,
        *,
        open_interaction: OpenInteraction,
        interactions: InteractionStore,
        tokens: TokenGenerator,
    ) -> None:
        self._open_interaction = open_interaction
        self._interactions = interactions
        self._tokens = tokens

    async def __call__(
        self, question: Question, token: str | None, *, browser: str | None
    ) -> OpenedInteraction:
        """Use the question up, or raise as ``OpenInteraction`` does."""
        opened = await self._open_interaction(question, token, browser=browser)
        attempt = self._tokens.token()
        with refusals_to(opened.visit.target, opened.visit.client.client_id):
            if not await self._interactions.take(interaction_digest(token), attempt=attempt):
                raise LoginExpired("this page was already answered")
        return opened

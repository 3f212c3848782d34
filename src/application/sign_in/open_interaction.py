"""Use case: find the question a page belongs to."""

from dataclasses import dataclass

from application.ports.clock import Clock
from application.ports.interaction_store import InteractionStore
from application.sign_in.recall_visit import RecallVisit
from application.sign_in.visit import Visit
from domain.browser import presented_browser
from domain.interaction import Interaction, Question
from domain.opaque_token import digest_of_ours
from domain.page_refusals import LoginExpired


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedInteraction:
    """A question this browser was asked, and may answer."""

    interaction: Interaction
    visit: Visit


class OpenInteraction:
    """Check token and browser, consuming nothing."""

    def __init__(
        self, *, interactions: InteractionStore, recall_visit: RecallVisit, clock: Clock
    ) -> None:
        self._interactions = interactions
        self._recall_visit = recall_visit
        self._clock = clock

    async def __call__(
        self, question: Question, token: str | None, *, browser: str | None
    ) -> OpenedInteraction:
        """Give the question, or raise a ``PageRefusal``."""
        cookie = presented_browser(browser)
        interaction = await self._interactions.get(interaction_digest(token))
        if interaction is None:
            raise LoginExpired("the page is unknown, expired or was answered")
        interaction.check(question, cookie, self._clock.now())
        visit = await self._recall_visit(
            interaction.request, browser=cookie, progress=interaction.progress
        )
        return OpenedInteraction(interaction=interaction, visit=visit)


def interaction_digest(token: str | None) -> str:
    """Give the digest an interaction lies under, or raise :class:`LoginExpired`."""
    looked_up = digest_of_ours(token)
    if looked_up is None:
        raise LoginExpired("the address holds no question of ours")
    return looked_up

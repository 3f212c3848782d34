"""The stores of a sign-in from a session, failing as the test has set."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta

from application.ports.consent_store import ConsentStore
from application.ports.interaction_store import InteractionStore
from application.ports.request_store import RequestStore
from application.ports.session_store import SessionStore
from domain.held_request import HeldRequest
from domain.interaction import Interaction
from domain.session import Session
from tests.fakes.failing_store import Faults


class FailingSessionStore(SessionStore):
    """A session store with faults."""

    def __init__(self, behind: SessionStore, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def put(self, session_digest: str, session: Session, *, keep_for: timedelta) -> None:
        """Keep, or fail."""
        await self._faults.run(
            "put", lambda: self._behind.put(session_digest, session, keep_for=keep_for)
        )

    async def get(self, session_digest: str) -> Session | None:
        """Look, or fail."""
        return await self._faults.run("get", lambda: self._behind.get(session_digest))

    async def renew(self, session_digest: str, session: Session) -> bool:
        """Renew, or fail."""
        return await self._faults.run("renew", lambda: self._behind.renew(session_digest, session))

    async def end(self, session_digest: str) -> None:
        """End, or fail."""
        await self._faults.run("end", lambda: self._behind.end(session_digest))

    async def of(self, subject: str) -> Mapping[str, Session]:
        """Look for all of a person, or fail."""
        return await self._faults.run("of", lambda: self._behind.of(subject))


class EndedMeanwhile(FailingSessionStore):
    """A session store in which somebody ends each session just before it is renewed."""

    async def renew(self, session_digest: str, session: Session) -> bool:
        """End, and then renew."""
        await self.end(session_digest)
        return await super().renew(session_digest, session)


class FailingInteractionStore(InteractionStore):
    """An interaction store with faults."""

    def __init__(self, behind: InteractionStore, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def put(
        self, interaction_digest: str, interaction: Interaction, *, keep_for: timedelta
    ) -> None:
        """Keep, or fail."""
        await self._faults.run(
            "put", lambda: self._behind.put(interaction_digest, interaction, keep_for=keep_for)
        )

    async def get(self, interaction_digest: str) -> Interaction | None:
        """Look, or fail."""
        return await self._faults.run("get", lambda: self._behind.get(interaction_digest))

    async def take(self, interaction_digest: str, *, attempt: str) -> bool:
        """Take, or fail."""
        return await self._faults.run(
            "take", lambda: self._behind.take(interaction_digest, attempt=attempt)
        )


class FailingConsentStore(ConsentStore):
    """A consent store with faults."""

    def __init__(self, behind: ConsentStore, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def remembered(self, subject: str, client_id: str) -> frozenset[str]:
        """Look, or fail."""
        return await self._faults.run(
            "remembered", lambda: self._behind.remembered(subject, client_id)
        )

    async def remember(
        self, subject: str, client_id: str, scope: AbstractSet[str], *, keep_for: timedelta
    ) -> None:
        """Remember, or fail."""
        await self._faults.run(
            "remember",
            lambda: self._behind.remember(subject, client_id, scope, keep_for=keep_for),
        )


class FailingRequestStore(RequestStore):
    """A request store with faults."""

    def __init__(self, behind: RequestStore, faults: Faults) -> None:
        self._behind = behind
        self._faults = faults

    async def put(self, reference_digest: str, held: HeldRequest, *, keep_for: timedelta) -> None:
        """Keep, or fail."""
        await self._faults.run(
            "put", lambda: self._behind.put(reference_digest, held, keep_for=keep_for)
        )

    async def get(self, reference_digest: str) -> HeldRequest | None:
        """Look, or fail."""
        return await self._faults.run("get", lambda: self._behind.get(reference_digest))

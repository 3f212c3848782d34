"""Use case: obey a logout request that proves what it is about."""

from application.ports.grant_store import GrantStore
from application.ports.session_store import SessionStore
from application.sign_in.visit import FoundSession
from application.sign_out.end_session import BY_THE_PERSON, EndSession
from domain.id_token_hint import IdTokenHint
from domain.logout import LogoutRequest


class SettleLogout:
    """End the session the hint proves to be meant, or what is left of one that is over.

    A session ends by itself after a while, but a client that gets refresh tokens unasked holds on
    to them; whoever signs out there means those too.
    """

    def __init__(
        self, *, sessions: SessionStore, grants: GrantStore, end_session: EndSession
    ) -> None:
        self._sessions = sessions
        self._grants = grants
        self._end_session = end_session

    async def __call__(self, request: LogoutRequest, found: FoundSession | None) -> bool:
        """Tell whether nobody has to be asked; ``found`` is the session of this browser."""
        if found is None:
            if request.hint is not None:
                await self._end_leftovers(request.hint)
            return True
        if not request.settles(found.session):
            return False
        await self._end_session(found, reason=BY_THE_PERSON)
        return True

    async def _end_leftovers(self, hint: IdTokenHint) -> None:
        sessions = await self._sessions.of(hint.subject)
        if any(session.sid == hint.sid for session in sessions.values()):
            # It goes on in another browser, and is for that one to end.
            return
        for grant_id, grant in (await self._grants.of(hint.subject)).items():
            if grant.sid == hint.sid and not grant.outlives_session:
                await self._grants.end(grant_id)

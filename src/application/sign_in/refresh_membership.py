"""Use case: never decide on yesterday's roles."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.guild_members import GuildMembers
from application.ports.session_store import SessionStore
from application.ports.upstream import UpstreamUnavailable
from application.sign_in.visit import FoundSession
from domain.errors import TemporarilyUnavailable


class RefreshMembership:
    """Read the membership of a session again once it is older than ``freshness``.

    ``members`` is None where only the person's own token could read it.
    """

    def __init__(
        self,
        *,
        sessions: SessionStore,
        members: GuildMembers | None,
        clock: Clock,
        freshness: timedelta,
    ) -> None:
        self._sessions = sessions
        self._members = members
        self._clock = clock
        self._freshness = freshness

    async def __call__(self, found: FoundSession) -> FoundSession | None:
        """Give a session to decide on, or None if it takes a trip to Discord.

        Raises ``TemporarilyUnavailable`` if Discord does not tell.
        """
        now = self._clock.now()
        if found.session.is_fresh(now, freshness=self._freshness):
            return found
        if self._members is None:
            return None
        try:
            membership = await self._members.find(found.session.identity.discord_id)
        except UpstreamUnavailable as fault:
            raise TemporarilyUnavailable(reason=str(fault)) from fault
        session = found.session.with_membership(membership, now)
        if not await self._sessions.renew(found.session_digest, session):
            return None
        return FoundSession(session_digest=found.session_digest, session=session)

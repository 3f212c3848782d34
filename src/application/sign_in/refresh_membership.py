"""Use case: never decide on yesterday's roles."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.guild_members import GuildMembers
from application.ports.rulebooks import Rulebooks
from application.ports.session_store import SessionStore
from application.ports.upstream import UpstreamUnavailable
from application.sign_in.visit import FoundSession
from domain.errors import TemporarilyUnavailable
from domain.session import Session


class RefreshMembership:
    """Read the memberships of a session again once they are old, or lack a guild.

    Notes by the way that the session is used. ``members`` is None where only the person's own
    token could read it.
    """

    def __init__(
        self,
        *,
        sessions: SessionStore,
        members: GuildMembers | None,
        rulebooks: Rulebooks,
        clock: Clock,
        idle: timedelta,
    ) -> None:
        self._sessions = sessions
        self._members = members
        self._clock = clock
        self._rulebooks = rulebooks
        self._idle = idle

    async def __call__(self, found: FoundSession) -> FoundSession | None:
        """Give a session to decide on, or None if it takes a trip to Discord.

        Raises ``TemporarilyUnavailable`` if Discord does not tell.
        """
        now, session = self._clock.now(), found.session
        rules = self._rulebooks.current()
        if session.is_fresh(now, freshness=rules.access.freshness, guild_ids=rules.guild_ids):
            is_known = not session.is_worth_noting(now, idle=self._idle)
            return found if is_known else await self._renewed(found, session.used(now))
        if self._members is None:
            return None
        subject = session.identity.discord_id
        try:
            told = await self._members.find(subject)
        except UpstreamUnavailable as fault:
            raise TemporarilyUnavailable(reason=str(fault), sub=subject) from fault
        return await self._renewed(found, session.with_memberships(told, now))

    async def _renewed(self, found: FoundSession, session: Session) -> FoundSession | None:
        if not await self._sessions.renew(found.session_digest, session):
            return None
        return FoundSession(session_digest=found.session_digest, session=session)

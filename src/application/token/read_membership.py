"""Use case: know the roles of a grant as they are."""

from application.ports.clock import Clock
from application.ports.guild_members import GuildMembers
from application.ports.rulebooks import Rulebooks
from application.ports.upstream import UpstreamUnavailable, UpstreamUndecided
from domain.errors import TemporarilyUnavailable
from domain.grant import Grant


class ReadMembership:
    """Ask Discord about a person who is elsewhere, by the bot.

    Discord being down does not make anybody a stranger, nor does a guild that tells nothing: what
    it said last counts for a while. ``members`` is None where there is no bot, so that nobody can
    be looked at again.
    """

    def __init__(self, *, members: GuildMembers | None, rulebooks: Rulebooks, clock: Clock) -> None:
        self._members = members
        self._rulebooks = rulebooks
        self._clock = clock

    async def __call__(self, grant: Grant, *, look_again: bool) -> Grant:
        """Give the grant with current roles, or raise ``TemporarilyUnavailable``."""
        now, rules = self._clock.now(), self._rulebooks.current()
        freshness, limit = rules.access.freshness, rules.access.staleness_limit
        is_fresh = grant.is_fresh(now, freshness=freshness, guild_ids=rules.guild_ids)
        if self._members is None or (is_fresh and not look_again):
            return grant
        try:
            told = await self._members.find(grant.subject)
        except UpstreamUndecided as fault:
            # Only what the silent ones said last may count: the others have just spoken.
            looked = grant.with_memberships(fault.memberships, now, limit)
            if looked.identity.is_member:
                return looked
            raise TemporarilyUnavailable(reason=str(fault), sub=grant.subject) from fault
        except UpstreamUnavailable as fault:
            if grant.still_counts(now, staleness_limit=limit):
                return grant
            raise TemporarilyUnavailable(reason=str(fault), sub=grant.subject) from fault
        return grant.with_memberships(told, now, limit)

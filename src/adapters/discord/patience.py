"""Looking members up for applications, which come often and all at once."""

import asyncio
from datetime import datetime, timedelta

from adapters.discord.allowance import Allowance
from adapters.discord.guilds import GuildIds
from application.ports.clock import Clock
from application.ports.guild_members import GuildMembers
from application.ports.upstream import UpstreamSilent, UpstreamUnavailable
from domain.membership import Memberships

_Question = tuple[tuple[str, ...], str]
_PAUSE = timedelta(seconds=5)


class PatientGuildMembers(GuildMembers):
    """Asks once for all who want to know the same, and not right after Discord was silent.

    Else each call would wait for a Discord that does not answer, for as long as it does not. Nor
    may the applications of one person, or of all, use up what Discord allows: people who wait at
    a page need some of it, and go past this.
    """

    def __init__(
        self, *, members: GuildMembers, clock: Clock, allowance: Allowance, guild_ids: GuildIds
    ) -> None:
        self._members = members
        self._clock = clock
        self._allowance = allowance
        self._guild_ids = guild_ids
        self._under_way = dict[_Question, asyncio.Task[Memberships]]()
        self._silent_until: datetime | None = None

    async def find(self, discord_id: str) -> Memberships:
        """Join the look-up of this person that is under way, or begin one."""
        # Who asks by newer rules asks about other guilds.
        question = (self._guild_ids(), discord_id)
        task = self._under_way.get(question)
        if task is None:
            self._check(discord_id)
            task = asyncio.get_running_loop().create_task(self._members.find(discord_id))
            self._under_way[question] = task
            task.add_done_callback(lambda done: self._note(question, done))
        # Who hangs up must not take the answer from the others.
        return await asyncio.shield(task)

    def _check(self, discord_id: str) -> None:
        now = self._clock.now()
        if self._silent_until is not None and now < self._silent_until:
            raise UpstreamUnavailable("Discord was silent a moment ago")
        if not self._allowance.takes(discord_id, now):
            raise UpstreamUnavailable("applications ask about members too often")

    def _note(self, question: _Question, task: asyncio.Task[Memberships]) -> None:
        del self._under_way[question]
        fault = None if task.cancelled() else task.exception()
        if isinstance(fault, UpstreamSilent):
            self._silent_until = self._clock.now() + _PAUSE

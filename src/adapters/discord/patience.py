"""Looking members up for applications, which come often and all at once."""

import asyncio
from datetime import timedelta

from application.ports.clock import Clock
from application.ports.guild_members import GuildMembers
from application.ports.upstream import UpstreamUnavailable
from domain.identity import Membership

_PAUSE = timedelta(seconds=5)


class PatientGuildMembers(GuildMembers):
    """Asks once for all who want to know the same, and not again right after a fault.

    Else each call would wait for a Discord that does not answer, for as long as it does not. For
    a person who waits at a page one more try is worth it; they go past this.
    """

    def __init__(self, *, members: GuildMembers, clock: Clock) -> None:
        self._members = members
        self._clock = clock
        self._under_way = dict[str, asyncio.Task[Membership | None]]()
        self._fault: UpstreamUnavailable | None = None
        self._paused_until = clock.now()

    async def find(self, discord_id: str) -> Membership | None:
        """Join the look-up of this person that is under way, or begin one."""
        task = self._under_way.get(discord_id)
        if task is None:
            self._check_pause()
            task = asyncio.get_running_loop().create_task(self._members.find(discord_id))
            self._under_way[discord_id] = task
            task.add_done_callback(lambda done: self._note(discord_id, done))
        # Who hangs up must not take the answer from the others.
        return await asyncio.shield(task)

    def _check_pause(self) -> None:
        if self._fault is not None and self._clock.now() < self._paused_until:
            raise UpstreamUnavailable(f"a moment ago: {self._fault}")

    def _note(self, discord_id: str, task: asyncio.Task[Membership | None]) -> None:
        del self._under_way[discord_id]
        fault = None if task.cancelled() else task.exception()
        if isinstance(fault, UpstreamUnavailable):
            self._fault, self._paused_until = fault, self._clock.now() + _PAUSE

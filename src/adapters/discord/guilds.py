"""Asking several guilds at once: one that fails costs nobody the answers of the others."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from application.ports.upstream import UpstreamSilent, UpstreamUnavailable, UpstreamUndecided
from domain.membership import Membership, Memberships

T = TypeVar("T")

# Read anew each time, since an operator may change them while we run.
GuildIds = Callable[[], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[T]):
    """What each guild said, in their order; one that is in neither of the two said no."""

    asked: frozenset[str]
    found: Mapping[str, T]
    faults: Mapping[str, UpstreamUnavailable]

    @property
    def nobody_answered(self) -> bool:
        """Whether not one guild said yes or no."""
        return len(self.faults) == len(self.asked)

    def fault(self) -> UpstreamUnavailable:
        """Give why not all is known; a mere silence only where there is nothing worse."""
        faults = tuple(self.faults.values())
        return next((f for f in faults if not isinstance(f, UpstreamSilent)), faults[0])


async def ask_each(
    guild_ids: tuple[str, ...], ask: Callable[[str], Awaitable[T | None]], *, until: float
) -> Told[T]:
    """Ask all guilds, each until a time of the event loop; None stands for a no."""
    found, faults = dict[str, T](), dict[str, UpstreamUnavailable]()
    answers = await asyncio.gather(*(_answer(ask(guild_id), until) for guild_id in guild_ids))
    for guild_id, answer in zip(guild_ids, answers, strict=True):
        if isinstance(answer, UpstreamUnavailable):
            faults[guild_id] = answer
        elif answer is not None:
            found[guild_id] = answer
    return Told(asked=frozenset(guild_ids), found=found, faults=faults)


async def _answer(asking: Awaitable[T | None], until: float) -> T | UpstreamUnavailable | None:
    try:
        # Of its own for each, or the slowest would take the answers of the others along.
        async with asyncio.timeout_at(until):
            return await asking
    except TimeoutError as fault:
        silence = UpstreamSilent("Discord did not answer in time")
        silence.__cause__ = fault
        return silence
    except UpstreamUnavailable as fault:
        return fault


def memberships(told: Told[Membership]) -> Memberships:
    """Give what was told, or raise where nobody can tell whether the person is a member."""
    known = Memberships(
        found=tuple(told.found.values()),
        silent_guilds=frozenset(told.faults.keys()),
        asked=told.asked,
    )
    if known.has_full or not told.faults:
        return known
    if told.nobody_answered:
        raise told.fault()
    fault = told.fault()
    raise UpstreamUndecided(str(fault), memberships=known) from fault

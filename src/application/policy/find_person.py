"""Use case: find the person an operator means, by id or by name."""

from collections.abc import Iterable

from application.ports.guild_directory import FoundMember, GuildDirectory
from application.ports.rulebooks import Rulebooks
from application.ports.upstream import UpstreamUnavailable
from domain.identity import Identity


class NobodyFound(Exception):
    """Nobody in the guilds has that id, or is called so."""


class SeveralFound(Exception):
    """More than one person may be meant."""

    def __init__(self, candidates: tuple[FoundMember, ...]) -> None:
        super().__init__("more than one person may be meant")
        self.candidates = candidates


class FindPerson:
    """Look in every guild. Digits are an id; a name may have an @ before it."""

    def __init__(self, *, directory: GuildDirectory, rulebooks: Rulebooks) -> None:
        self._directory = directory
        self._rulebooks = rulebooks

    async def __call__(self, who: str) -> Identity:
        """Give the person as a bot sees them.

        Raises :class:`NobodyFound`, :class:`SeveralFound` or ``UpstreamUnavailable``.
        """
        user_id = who if who.isascii() and who.isdecimal() else await self._named(who)
        identity = await self._directory.account(user_id)
        if identity is None:
            raise NobodyFound
        return identity

    async def _named(self, who: str) -> str:
        name = who.removeprefix("@")
        found = await self._search(name)
        wanted = name.casefold()
        # Nobody else has a username; nicknames and global names are anybody's to take.
        same_username = _different(one for one in found if one.username.casefold() == wanted)
        same = _different(one for one in found if wanted in _names(one))
        left = same_username or same or _different(found)
        if not left:
            raise NobodyFound
        if len(left) > 1:
            raise SeveralFound(left)
        return left[0].user_id

    async def _search(self, name: str) -> list[FoundMember]:
        found, faults = list[FoundMember](), list[UpstreamUnavailable]()
        for guild_id in self._rulebooks.current().guild_ids:
            try:
                found += await self._directory.search(guild_id, name)
            except UpstreamUnavailable as fault:
                faults.append(fault)
        if faults and not found:
            raise faults[0]
        return found


def _names(one: FoundMember) -> set[str]:
    return {name.casefold() for name in (one.username, one.global_name, one.nick) if name}


def _different(found: Iterable[FoundMember]) -> tuple[FoundMember, ...]:
    """Give each person once, however many guilds they are in."""
    return tuple({one.user_id: one for one in found}.values())

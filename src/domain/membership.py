"""Membership: a person's place in the guilds, as far as Discord told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from domain.role import Role

# Where a guild told nothing, it is asked again this soon: most recover quickly.
_INCOMPLETE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person's place in one guild. ``roles`` are role ids, snowflakes as strings."""

    guild_id: str
    roles: tuple[str, ...]
    nick: str | None = None
    avatar: str | None = None
    pending: bool = False
    guest: bool = False

    @property
    def is_full(self) -> bool:
        """Neither waiting behind membership screening nor a passing guest."""
        return not (self.pending or self.guest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memberships:
    """A person's places, in the order of the configured guilds.

    ``asked`` are all that Discord was asked about, and ``silent_guilds`` those of them it told
    nothing about: neither a yes nor a no.
    """

    found: tuple[Membership, ...] = ()
    silent_guilds: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()

    @property
    def has_full(self) -> bool:
        """Whether the person is a full member of any guild."""
        return any(membership.is_full for membership in self.found)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of full memberships only."""
        return tuple(
            Role(membership.guild_id, role_id)
            for membership in self.found
            if membership.is_full
            for role_id in membership.roles
        )

    @property
    def held_roles(self) -> frozenset[Role]:
        """The roles of every membership, full or not."""
        return frozenset(
            Role(membership.guild_id, role_id)
            for membership in self.found
            for role_id in membership.roles
        )

    def fresh_for(self, freshness: timedelta) -> timedelta:
        """Give how long this may be used unseen: not for long where a guild told nothing."""
        return min(freshness, _INCOMPLETE) if self.silent_guilds else freshness

    def covers(self, guild_ids: Iterable[str]) -> bool:
        """Tell whether Discord was asked about each of these."""
        return self.asked.issuperset(guild_ids)

    def within(self, guild_ids: tuple[str, ...]) -> "Memberships":
        """Give what is known of these guilds, in their order, and of no other.

        One that was not asked about said neither yes nor no.
        """
        places = {one.guild_id: one for one in self.found}
        wanted = frozenset(guild_ids)
        return Memberships(
            found=tuple(places[guild_id] for guild_id in guild_ids if guild_id in places),
            silent_guilds=self.silent_guilds & wanted | wanted - self.asked,
            asked=wanted,
        )

    def filled_from(self, older: "Memberships") -> "Memberships":
        """Take what ``older`` knows of the guilds that are silent here, a no included."""
        gaps = self.silent_guilds & older.asked - older.silent_guilds
        if not gaps:
            return self
        told = {membership.guild_id: membership for membership in self.found}
        # In the order of before, so that no name changes because a guild is silent.
        known = {m.guild_id: m for m in older.found if m.guild_id in gaps | told.keys()}
        found = tuple((known | told).values())
        silent = self.silent_guilds - gaps
        return Memberships(found=found, silent_guilds=silent, asked=self.asked)


NO_MEMBERSHIPS = Memberships()

"""Membership: a person's place in the guilds, as far as Discord told."""

from collections.abc import Set as AbstractSet
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

    ``silent_guilds`` are those Discord told nothing about: neither a yes nor a no.
    """

    found: tuple[Membership, ...] = ()
    silent_guilds: frozenset[str] = frozenset()

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

    def fresh_for(self, freshness: timedelta) -> timedelta:
        """Give how long this may be used unseen: not for long where a guild told nothing."""
        return min(freshness, _INCOMPLETE) if self.silent_guilds else freshness

    def within(self, guild_ids: AbstractSet[str]) -> "Memberships":
        """Leave out guilds that are none of these."""
        found = tuple(one for one in self.found if one.guild_id in guild_ids)
        return Memberships(found=found, silent_guilds=self.silent_guilds & guild_ids)

    def filled_from(self, older: "Memberships") -> "Memberships":
        """Take what ``older`` knows of the guilds that are silent here, a no included."""
        gaps = self.silent_guilds - older.silent_guilds
        if not gaps:
            return self
        told = {membership.guild_id: membership for membership in self.found}
        # In the order of before, so that no name changes because a guild is silent.
        known = {m.guild_id: m for m in older.found if m.guild_id in gaps | told.keys()}
        found = tuple((known | told).values())
        return Memberships(found=found, silent_guilds=self.silent_guilds - gaps)


NO_MEMBERSHIPS = Memberships()

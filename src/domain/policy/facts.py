"""Facts: what a policy may decide on."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.identity import Identity
from domain.role import Role

_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_TIMESTAMP_SHIFT = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """About one person, as Discord told it.

    ``roles`` holds @everyone of each guild they are a full member of; ``held_roles`` also what they
    have where they are waiting or a guest. ``silent_guilds`` are those Discord told nothing about.
    ``two_factor`` is None where it is not known.
    """

    user_id: str
    roles: frozenset[Role]
    held_roles: frozenset[Role]
    silent_guilds: frozenset[str]
    two_factor: bool | None

    @classmethod
    def of(cls, identity: Identity) -> "Facts":
        """Give what is known of an identity."""
        everyone = frozenset(Role(guild, guild) for guild in identity.guilds)
        roles = everyone | frozenset(identity.roles)
        return cls(
            user_id=identity.discord_id,
            roles=roles,
            held_roles=roles | identity.memberships.held_roles,
            silent_guilds=identity.memberships.silent_guilds,
            two_factor=identity.two_factor,
        )

    @property
    def created_at(self) -> datetime:
        """When the account was made: a snowflake begins with milliseconds since 2015."""
        return _DISCORD_EPOCH + timedelta(milliseconds=int(self.user_id) >> _TIMESTAMP_SHIFT)

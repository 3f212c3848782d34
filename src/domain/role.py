"""Role: a role of a guild; its id alone does not say whose it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """``guild_id`` and ``role_id`` are snowflakes as strings."""

    guild_id: str
    role_id: str

    @property
    def is_everyone(self) -> bool:
        """Whether it is @everyone, which each member has and Discord never lists."""
        return self.guild_id == self.role_id

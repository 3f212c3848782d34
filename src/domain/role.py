"""Role: one role of one guild."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Role:
    """Both are snowflakes as strings; a role is never named without its guild."""

    guild_id: str
    role_id: str

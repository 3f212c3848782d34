"""SubteamPolicy: which roles of the guild make a member of which subteams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubteamPolicy:
    """Role ids (snowflakes as strings) to subteam names. An unmapped role grants nothing."""

    subteams_by_role: Mapping[str, frozenset[str]]

    def subteams(self, roles: Iterable[str]) -> list[str]:
        """Give the names the roles grant, sorted, each once."""
        granted = (self.subteams_by_role.get(role, frozenset()) for role in roles)
        return sorted(frozenset().union(*granted))

"""SubteamPolicy: which roles make a member of which subteams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.role import Role


@dataclass(frozen=True, slots=True)
class SubteamPolicy:
    """Roles to subteam names. An unmapped role grants nothing."""

    subteams_by_role: Mapping[Role, frozenset[str]]

    def subteams(self, roles: Iterable[Role]) -> list[str]:
        """Give the names the roles grant, sorted, each once."""
        granted = (self.subteams_by_role.get(role, frozenset()) for role in roles)
        return sorted(frozenset().union(*granted))

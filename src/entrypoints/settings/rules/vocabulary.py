"""What the entries of applications may refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.policy.subteams import Subteams
from entrypoints.settings.rules.roles import RoleNames


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names of roles, the subteams, and the environment, for secrets that stand there.

    Without an environment, secrets that stand elsewhere are not looked at.
    """

    names: RoleNames
    subteams: Subteams
    variables: Mapping[str, str | None] | None = field(repr=False)

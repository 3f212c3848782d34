"""The simulated guilds: who is in them as what, and which roles they have."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from demo.discord.members import CAPTAIN_ROLE_ID, DRIVER_ROLE_ID, SampleMember

BOT_ROLE_ID = "1014830511228715139"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRole:
    """A role of a guild (Discord's role object); integrations keep those that are ``managed``."""

    id: str
    name: str
    position: int
    managed: bool = False


SAMPLE_ROLES = (
    SampleRole(id=DRIVER_ROLE_ID, name="Driver", position=1),
    SampleRole(id=CAPTAIN_ROLE_ID, name="Captain", position=2),
    SampleRole(id=BOT_ROLE_ID, name="Some bot", position=3, managed=True),
)


@dataclass(slots=True, kw_only=True)
class Guild:
    """People by id, each as what they are here, and roles without @everyone."""

    people: dict[str, SampleMember] = field(default_factory=dict)
    roles: tuple[SampleRole, ...] = SAMPLE_ROLES

    def member(self, user_id: str) -> SampleMember | None:
        """Give who somebody is here; None for who is not."""
        person = self.people.get(user_id)
        return person if person and person.in_guild else None

    def named(self, beginning: str) -> Iterable[SampleMember]:
        """Give the members whose username or nickname begins so, in any case of letters."""
        for person in filter(None, map(self.member, self.people)):
            names = (person.username, person.nick or "")
            if any(name.casefold().startswith(beginning.casefold()) for name in names):
                yield person

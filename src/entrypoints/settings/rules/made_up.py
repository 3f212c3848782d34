"""People who are made up, to try the policy by."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from domain.identity import Identity
from domain.membership import Membership, Memberships
from domain.role import Role
from entrypoints.settings.rules.roles import RoleNames

# An account of 2015: old enough for every gate.
MADE_UP_ID = "100000000000000000"
MADE_UP_NAME = "somebody"


def read_role_list(texts: Iterable[str], names: RoleNames) -> tuple[Role, ...]:
    """Read roles as the policy writes them; @ may be left out where only roles can be meant."""
    return tuple(names.role(text.removeprefix("@")) for text in texts)


def made_up_person(
    user_id: str,
    roles: Iterable[Role],
    guild_ids: tuple[str, ...],
    *,
    silent: AbstractSet[str] = frozenset(),
    two_factor: bool | None,
) -> Identity:
    """Give a full member of the guilds of these roles; without any, of the first that answers."""
    by_guild: dict[str, list[str]] = {}
    for role in roles:
        held = by_guild.setdefault(role.guild_id, [])
        # Discord never lists @everyone: it is what each member has.
        held += [] if role.is_everyone else [role.role_id]
    answering = [guild_id for guild_id in guild_ids if guild_id not in silent]
    if not by_guild:
        by_guild = {guild_id: [] for guild_id in answering[:1]}
    found = (
        Membership(guild_id=guild_id, roles=tuple(dict.fromkeys(by_guild[guild_id])))
        for guild_id in guild_ids
        if guild_id in by_guild
    )
    return Identity(
        discord_id=user_id,
        username=MADE_UP_NAME,
        two_factor=two_factor,
        memberships=Memberships(
            found=tuple(found), silent_guilds=frozenset(silent), asked=frozenset(guild_ids)
        ),
    )

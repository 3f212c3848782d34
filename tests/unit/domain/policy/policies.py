"""Small worlds, generated: a few guilds, all the people there can be in them, and any policy."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import chain, combinations, product

from hypothesis import strategies as st

from domain.identity import Identity
from domain.membership import Membership
from domain.policy.condition import Condition, HasRole, InSubteam, Requirement
from domain.policy.gate import Gate
from domain.policy.subteams import Subteam
from tests.builders import DISCORD_ID, a_membership, a_memberships, an_identity, has_role

GUILDS = ("1001", "1002", "1003")
# Two roles of each guild that policies may name, and one that none of them does.
NAMED = {guild: (f"{guild}1", f"{guild}2") for guild in GUILDS}
UNNAMED = {guild: f"{guild}9" for guild in GUILDS}
_SLUGS = ("a", "b", "c", "d")

Places = Mapping[str, Membership | None]


def _subsets(items: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(items, n) for n in range(len(items) + 1))


def all_places(guild: str) -> list[Membership | None]:
    """Give all that somebody can be in a guild: nothing, waiting, or a member with any roles."""
    full = [
        a_membership(guild_id=guild, roles=roles, nick=None) for roles in _subsets(NAMED[guild])
    ]
    waiting = a_membership(guild_id=guild, roles=NAMED[guild], nick=None, pending=True)
    return [None, waiting, *full]


def person(places: Places, silent: Iterable[str] = (), asked: tuple[str, ...] = GUILDS) -> Identity:
    """Give who is that in each guild, as known while some say nothing, or were not asked."""
    quiet = frozenset(silent)
    telling = [guild for guild in asked if guild not in quiet]
    found = [one for guild in telling if (one := places[guild]) is not None]
    return an_identity(memberships=a_memberships(*found, silent=tuple(quiet), asked=asked))


def completions(places: Places, silent: Iterable[str]) -> Iterator[Places]:
    """Give whatever the silent guilds might have said."""
    quiet = sorted(set(silent))
    for told in product(*(all_places(guild) for guild in quiet)):
        yield {**places, **dict(zip(quiet, told, strict=True))}


places_of_somebody = st.fixed_dictionaries(
    {guild: st.sampled_from(all_places(guild)) for guild in GUILDS}
)
silent_guilds = st.frozensets(st.sampled_from(GUILDS), max_size=2)

_ROLES: list[HasRole] = [
    has_role(role_id, guild_id=guild) for guild in GUILDS for role_id in (guild, *NAMED[guild])
]


def _conditions(slugs: Iterable[str]) -> st.SearchStrategy[Condition]:
    names: list[Requirement] = [*_ROLES, *map(InSubteam, slugs)]
    few, one = (
        st.lists(st.sampled_from(names), max_size=most, unique=True).map(tuple) for most in (3, 1)
    )
    return st.builds(Condition, any=few, all=one, none=one)


@st.composite
def subteams(draw: st.DrawFn) -> list[Subteam]:
    """Give subteams, each of which may stand on those before it."""
    found = []
    for number, slug in enumerate(_SLUGS):
        condition = draw(_conditions(_SLUGS[:number]))
        found.append(Subteam(slug=slug, name=slug.upper(), condition=condition))
    return found


_USERS = st.sampled_from([frozenset[str](), frozenset({DISCORD_ID}), frozenset({"42"})])
gates = st.builds(
    Gate,
    condition=_conditions(_SLUGS),
    allowed_users=_USERS,
    blocked_users=st.sampled_from([frozenset[str](), frozenset({"42"})]),
    two_factor=st.booleans(),
    account_age=st.sampled_from([timedelta(), timedelta(days=30)]),
)

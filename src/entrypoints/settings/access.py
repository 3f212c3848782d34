"""Who is shut out, for how long Discord is believed, and for how long tokens live."""

from domain.access_rules import AccessRules
from domain.lifetimes import TokenLifetimes
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.source import Source, is_snowflake

_DAY = 86_400


def access_rules(source: Source) -> AccessRules:
    """Read the block list, and how old member data may be."""
    freshness = source.seconds("ROLE_FRESHNESS", 300, most=_DAY)
    default = max(3_600, int(freshness.total_seconds()))
    rules = AccessRules(
        blocked=_blocked(source),
        freshness=freshness,
        staleness_limit=source.seconds("ROLE_STALENESS_LIMIT", default, most=_DAY),
    )
    if rules.staleness_limit < freshness:
        raise SettingsError("ROLE_STALENESS_LIMIT", "must not be shorter than ROLE_FRESHNESS")
    return rules


def token_lifetimes(source: Source) -> TokenLifetimes:
    """Read the lifetimes of access tokens and refresh tokens."""
    longest = source.seconds("REFRESH_MAX_TTL", 90 * _DAY, most=365 * _DAY)
    idle = min(14 * _DAY, int(longest.total_seconds()))
    lifetimes = TokenLifetimes(
        access=source.seconds("ACCESS_TOKEN_TTL", 3_600, most=_DAY),
        refresh_idle=source.seconds("REFRESH_IDLE_TTL", idle, most=365 * _DAY),
        refresh_longest=longest,
        refresh_grace=source.seconds("REFRESH_GRACE", 10, least=0, most=300),
    )
    if lifetimes.refresh_idle > lifetimes.refresh_longest:
        raise SettingsError("REFRESH_IDLE_TTL", "must not be longer than REFRESH_MAX_TTL")
    return lifetimes


def _blocked(source: Source) -> frozenset[str]:
    name = "BLOCKED_USERS"
    ids = source.json_list(name)
    # As text: a number of that size would lose its last digits in many a program.
    if not all(isinstance(one, str) and is_snowflake(one) for one in ids):
        raise SettingsError(name, 'must list Discord ids as strings: ["80351110224678912"]')
    return frozenset(map(str, ids))

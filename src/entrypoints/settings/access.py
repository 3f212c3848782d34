"""Who is shut out, for how long Discord is believed, and for how long tokens live."""

from domain.access_rules import AccessRules
from domain.lifetimes import TokenLifetimes
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.keys import access_token_ttl
from entrypoints.settings.source import Source, is_snowflake

_DAY = 86_400


def access_rules(source: Source) -> AccessRules:
    """Read the block list, and how old member data may be."""
    freshness = source.duration("ROLE_FRESHNESS", 300, most=_DAY)
    default = max(3_600, int(freshness.total_seconds()))
    rules = AccessRules(
        blocked=blocked_users(source),
        freshness=freshness,
        staleness_limit=source.duration("ROLE_STALENESS_LIMIT", default, most=_DAY),
    )
    if rules.staleness_limit < freshness:
        raise SettingsError("ROLE_STALENESS_LIMIT", "must not be shorter than ROLE_FRESHNESS")
    return rules


def token_lifetimes(source: Source) -> TokenLifetimes:
    """Read the lifetimes of access tokens and refresh tokens."""
    longest = source.duration("REFRESH_MAX_TTL", 90 * _DAY, most=365 * _DAY)
    idle = min(14 * _DAY, int(longest.total_seconds()))
    lifetimes = TokenLifetimes(
        access=access_token_ttl(source),
        refresh_idle=source.duration("REFRESH_IDLE_TTL", idle, most=365 * _DAY),
        refresh_longest=longest,
        refresh_grace=source.duration("REFRESH_GRACE", 10, least=0, most=300),
    )
    if lifetimes.refresh_idle > lifetimes.refresh_longest:
        raise SettingsError("REFRESH_IDLE_TTL", "must not be longer than REFRESH_MAX_TTL")
    return lifetimes


def blocked_users(source: Source) -> frozenset[str]:
    """Read ``BLOCKED_USERS``."""
    name = "BLOCKED_USERS"
    ids = source.json_list(name)
    # As text: a number of that size would lose its last digits in many a program.
    if not all(isinstance(one, str) and is_snowflake(one) for one in ids):
        raise SettingsError(name, 'must list Discord ids as strings: ["80351110224678912"]')
    return frozenset(map(str, ids))

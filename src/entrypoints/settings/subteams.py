"""``ROLE_TO_SUBTEAM``: which roles give which subteams."""

from domain.role import Role
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.source import Source, is_snowflake

_NAME = "ROLE_TO_SUBTEAM"
_LONGEST = 64


def role_to_subteam(source: Source) -> dict[Role, frozenset[str]]:
    """Read a JSON object of role id, in the one guild, to a subteam name or a list of them."""
    guild_id = source.snowflake("DISCORD_GUILD_ID")
    entries = source.json_object(_NAME)
    return {Role(guild_id, _role_id(text)): _subteams(value) for text, value in entries.items()}


def _role_id(text: str) -> str:
    if not is_snowflake(text):
        mend = 'must map role ids, as strings, to names: {"123456789012345678": "board"}'
        raise SettingsError(_NAME, mend)
    return text


def _subteams(value: object) -> frozenset[str]:
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) and _is_name(name) for name in names):
        mend = f"a subteam is a printable text of 1 to {_LONGEST} characters, or a list of them"
        raise SettingsError(_NAME, mend)
    return frozenset(names)


def _is_name(text: str) -> bool:
    return text.isprintable() and text == text.strip() and 0 < len(text) <= _LONGEST

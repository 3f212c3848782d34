"""Identity: what Discord told us about a person and their places in the guilds.

Names in here were chosen by somebody else; the properties give them fit to be shown.
"""

import unicodedata
from dataclasses import dataclass, replace

from domain.membership import NO_MEMBERSHIPS, Memberships
from domain.role import Role

_CDN = "https://cdn.discordapp.com"
_LONGEST = 128
# Controls, surrogates, private use, line and paragraph separators; unassigned ones stay, since
# they may be emoji newer than this Python.
_UNFIT = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
# What can be seen: letters, numbers, punctuation, symbols, and what is not known yet.
_VISIBLE = ("L", "N", "P", "S", "Cn")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def fit_text(text: str | None) -> str | None:
    """Drop control and bidirectional formatting characters; None if nothing can be seen."""
    if text is None:
        return None
    fit = "".join(filter(_is_fit, text))[:_LONGEST].strip()
    return fit if any(unicodedata.category(c).startswith(_VISIBLE) for c in fit) else None


def _is_fit(character: str) -> bool:
    return character not in _BIDI and unicodedata.category(character) not in _UNFIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A Discord account as Discord told it. ``discord_id`` is a snowflake string.

    ``two_factor`` is as of the last sign-in; None where it is not known.
    """

    discord_id: str
    username: str
    discriminator: str | None = None
    global_name: str | None = None
    avatar: str | None = None
    locale: str | None = None
    email: str | None = None
    email_verified: bool = False
    two_factor: bool | None = None
    memberships: Memberships = NO_MEMBERSHIPS

    @property
    def is_member(self) -> bool:
        """Whether this person counts as a member: of any guild."""
        return self.memberships.has_full

    @property
    def guilds(self) -> tuple[str, ...]:
        """The guilds this person is a full member of."""
        return tuple(one.guild_id for one in self.memberships.found if one.is_full)

    @property
    def has_unique_username(self) -> bool:
        """Whether Discord lets nobody else have the username: not while it has a discriminator."""
        return not (self.discriminator or "").strip("0")

    def within(self, guild_ids: tuple[str, ...]) -> "Identity":
        """Give the person as a member of these guilds alone."""
        return replace(self, memberships=self.memberships.within(guild_ids))

    @property
    def is_waiting(self) -> bool:
        """Whether this person is in a guild, but a full member of none."""
        return bool(self.memberships.found) and not self.is_member

    def without_email(self) -> "Identity":
        """Give the same person for those who did not ask for the address."""
        return replace(self, email=None, email_verified=False)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles, of full memberships only."""
        return self.memberships.roles

    @property
    def preferred_username(self) -> str | None:
        """The Discord username."""
        return fit_text(self.username)

    @property
    def discord_username(self) -> str | None:
        """``user#1234`` where Discord still has a discriminator, else ``user``."""
        username = self.preferred_username
        legacy = self.discriminator and self.discriminator.strip("0")
        return f"{username}#{self.discriminator}" if username and legacy else username

    @property
    def nickname(self) -> str | None:
        """The name within the first guild where one was set."""
        nicks = (fit_text(membership.nick) for membership in self.memberships.found)
        return next(filter(None, nicks), None)

    @property
    def name(self) -> str | None:
        """The name to show: guild nickname, else global name, else username."""
        return self.nickname or fit_text(self.global_name) or self.preferred_username

    @property
    def picture(self) -> str | None:
        """The address of the avatar in the first guild that has one, else of the account's."""
        member = next((m for m in self.memberships.found if m.avatar), None)
        if member:
            path = f"guilds/{member.guild_id}/users/{self.discord_id}/avatars/{member.avatar}"
        elif self.avatar:
            path = f"avatars/{self.discord_id}/{self.avatar}"
        else:
            return None
        extension = "gif" if path.rpartition("/")[2].startswith("a_") else "png"
        return f"{_CDN}/{path}.{extension}"

"""Usernames fit for an application that takes fewer characters than Discord does."""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from domain.identity import Identity

_SEPARATORS = "-_."
# What another person's suffix may look like.
_WIDEST = 20
_LIKE_A_SUFFIX = re.compile(r"[0-9]{15,20}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsernameRule:
    """What an application takes as ``preferred_username``.

    No two people get the same one: a name that had to be changed, that Discord does not keep
    unique, or that ends as if it had been changed, gets the Discord id behind it. ``characters``
    must hold the ten digits, ``longest`` leave room for an id, and ``shortest`` ask for no more.
    """

    characters: AbstractSet[str]
    starts_with_letter: bool = False
    shortest: int = 1
    longest: int = 64

    def username(self, identity: Identity) -> str:
        """Give the name of a person; it changes when their Discord username does."""
        fit = self._fit(identity.username)
        kept = fit == identity.username and self.shortest <= len(fit) <= self.longest
        if kept and identity.has_unique_username and not _LIKE_A_SUFFIX.search(fit):
            return fit
        separator = next((one for one in _SEPARATORS if one in self.characters), "")
        # Without a separator of one width, or a name's own digits could make up for fewer.
        user_id = identity.discord_id if separator else identity.discord_id.zfill(_WIDEST)
        suffix = separator + user_id
        return (fit or self._beginning)[: self.longest - len(suffix)] + suffix

    @property
    def _beginning(self) -> str:
        return next((one for one in ("u", "U") if one in self.characters), "")

    def _fit(self, username: str) -> str:
        text = unicodedata.normalize("NFKD", username)
        if not any(character.isupper() for character in self.characters):
            text = text.lower()
        fit = "".join(character for character in text if character in self.characters)
        if self.starts_with_letter and not fit[:1].isalpha():
            return self._beginning + fit
        return fit

"""Languages: those our pages speak, and which of them a request would like."""

import re
from enum import StrEnum

# In characters: a handful of tags, and no book.
_LONGEST = 256
_TAG = re.compile(r"([a-z]{2,8})(-[a-z0-9]{1,8})*", re.IGNORECASE)


class Language(StrEnum):
    """What our pages are written in; the first is spoken where nobody asks for another."""

    ENGLISH = "en"
    GERMAN = "de"


def wanted_language(ui_locales: str | None) -> Language | None:
    """Give the first language of ``ui_locales`` that is spoken here, if there is one.

    Space-separated language tags (OpenID Connect Core section 3.1.2.1). What is malformed, too
    long or not ours is passed over: an unknown locale must not be an error.
    """
    if ui_locales is None or len(ui_locales) > _LONGEST:
        return None
    tags = (_TAG.fullmatch(tag) for tag in ui_locales.split(" "))
    return next((language for tag in tags if tag and (language := spoken(tag[1]))), None)


def spoken(primary: str) -> Language | None:
    """Give the language of a primary subtag in any case (BCP 47), if it is spoken here."""
    lowered = primary.lower()
    return Language(lowered) if lowered in set(Language) else None

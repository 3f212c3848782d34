"""Which language a page is in: the one asked for, else one the browser likes, else English.

``Accept-Language`` is read strictly and within bounds (RFC 9110 sections 12.4.2 and 12.5.4).
"""

import re
from urllib.parse import urlencode

from domain.language import Language, spoken, wanted_language
from entrypoints.http.form import HttpRequest, query_parameters

UI_LOCALES = "ui_locales"

# A browser sends a few dozen characters; a longer header is nobody's wish.
_LONGEST_HEADER = 1024
_RANGE = re.compile(
    r"(?P<primary>\*|[a-z]{1,8})(?:-[a-z0-9]{1,8})*"
    r"(?:[ \t]*;[ \t]*q=(?P<quality>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?",
    re.IGNORECASE,
)
_ANY = "*"


def language_of(request: HttpRequest, wanted: Language | None = None) -> Language:
    """Give the language of a page; ``wanted`` is that of the sign-in it belongs to."""
    return (
        wanted
        or wanted_language(query_parameters(request).get(UI_LOCALES))
        or accepted_language(",".join(request.headers.getall("accept-language", [])))
        or Language.ENGLISH
    )


def in_language(path: str, language: Language | None, **query: str) -> str:
    """Give a path with its query, which names the language of the pages if one was asked for."""
    if language is not None:
        query[UI_LOCALES] = language
    return f"{path}?{urlencode(query)}" if query else path


def accepted_language(header: str) -> Language | None:
    """Give the language of ours that a browser likes best; of two alike the one named first.

    A range that is malformed is passed over; one of quality 0 rules a language out.
    """
    if len(header) > _LONGEST_HEADER:
        return None
    ranges = [found for part in header.split(",") if (found := _RANGE.fullmatch(part.strip(" \t")))]
    qualities: dict[Language | str, float] = {}
    for found in ranges:
        primary = found["primary"]
        name = primary if primary == _ANY else spoken(primary)
        if name is not None:
            quality = float(found["quality"] or 1)
            qualities[name] = max(quality, qualities.get(name, 0.0))
    anything = qualities.pop(_ANY, 0.0)
    for language in Language:
        qualities.setdefault(language, anything)
    # Of equals, max gives the first: those that were named stand before those that were not.
    best, quality = max(qualities.items(), key=lambda item: item[1])
    return Language(best) if quality > 0 else None

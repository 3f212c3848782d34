"""Names in sentences: whoever chose them, they are text, and their direction ends with them."""

import unicodedata

from markupsafe import Markup, escape

# FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: what <bdi> is where there is no markup.
_OPEN, _CLOSE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_NAME = Markup("<bdi>{}</bdi>")


def filled(text: str, **names: str) -> Markup:
    """Fill names into a sentence of ours, each isolated by markup."""
    return escape(text).format(**{key: _NAME.format(name) for key, name in names.items()})


def filled_plainly(text: str, **names: str) -> str:
    """Fill names into a sentence of ours where there can be no markup, as in a title."""
    return text.format(**{key: _isolated(name) for key, name in names.items()})


def _isolated(name: str) -> str:
    # Not every font knows these characters, so that they stand only where they are needed.
    turns = any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in name)
    return f"{_OPEN}{name}{_CLOSE}" if turns else name

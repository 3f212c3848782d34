"""Secrets of clients that could be guessed, where their text is known here."""

from collections.abc import Mapping

from entrypoints.settings.client_entry import entry_of
from entrypoints.settings.client_secrets import texts_known

# 128 bits, base64url.
_SHORTEST = 22
_FEWEST = 8
_OF_DISCORD = ("DISCORD_CLIENT_SECRET", "DISCORD_BOT_TOKEN")


def weak_secrets(entries: Mapping[str, object], values: Mapping[str, str | None]) -> dict[str, str]:
    """Give, by client id, why; of digests nothing can be told. The entries were read before."""
    why = {client_id: _weakness(entry, values) for client_id, entry in entries.items()}
    return {client_id: text for client_id, text in why.items() if text}


def _weakness(entry: object, values: Mapping[str, str | None]) -> str | None:
    texts = texts_known(entry_of(entry), values)
    if any(len(text) < _SHORTEST for text in texts):
        return f"it is shorter than {_SHORTEST} characters"
    if any(len(set(text)) < _FEWEST for text in texts):
        return "it is made of a few characters again and again"
    shared = [name for name in _OF_DISCORD if values.get(name) in texts]
    return f"it is {shared[0]}, which no application may know" if shared else None

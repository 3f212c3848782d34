"""How the pages look: ``BRAND_…``, ``SUPPORT_URL``, and ``logo_file`` of the clients."""

import re

from domain.identity import fit_text
from entrypoints.branding import Branding, Picture
from entrypoints.settings.addresses import support_url
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.pictures import read_picture
from entrypoints.settings.rules.rulebook import ReadRules
from entrypoints.settings.source import Source

_LONGEST_NAME = 64
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def branding(source: Source) -> Branding:
    """Read what is set, each with its default."""
    return Branding(
        name=_name(source),
        accent=_accent(source),
        logo=_logo(source),
        support_url=support_url(source),
    )


def client_logos(read: ReadRules) -> dict[str, Picture]:
    """Read the ``logo_file`` of each client that has one; the entries must have been checked."""
    files = {
        client_id: entry.get("logo_file")
        for client_id, entry in read.entries.items()
        if isinstance(entry, dict)
    }
    return {
        client_id: _client_logo(read, client_id, path)
        for client_id, path in files.items()
        if isinstance(path, str)
    }


def _name(source: Source) -> str:
    text = source.optional("BRAND_NAME") or "Guildpass"
    if fit_text(text) != text or len(text) > _LONGEST_NAME:
        raise SettingsError("BRAND_NAME", f"must be a text of at most {_LONGEST_NAME} characters")
    return text


def _accent(source: Source) -> str:
    text = source.optional("BRAND_ACCENT") or "#4752c4"
    if not _COLOUR.fullmatch(text):
        raise SettingsError("BRAND_ACCENT", "must be a colour such as #4752c4")
    return text.lower()


def _logo(source: Source) -> Picture | None:
    path = source.optional("BRAND_LOGO_FILE")
    try:
        return None if path is None else read_picture(path)
    except ValueError as fault:
        raise SettingsError("BRAND_LOGO_FILE", str(fault)) from None


def _client_logo(read: ReadRules, client_id: str, path: str) -> Picture:
    try:
        return read_picture(path)
    except ValueError as fault:
        raise read.client_error(client_id, "logo_file", str(fault)) from None

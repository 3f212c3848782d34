"""``WEBFINGER_DOMAINS``: the domains for which the issuer is named."""

import re

from entrypoints.settings.errors import SettingsError
from entrypoints.settings.source import Source

_DOMAINS = "WEBFINGER_DOMAINS"
# A name of 253 characters at most; the last label is not all digits, or it would be an address.
_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}$)({_LABEL}\.)*(?![0-9]+$){_LABEL}")


def webfinger_domains(source: Source) -> frozenset[str]:
    """Read a JSON list of domains, in any case; others than ASCII are written as xn--..."""
    return frozenset(_domain(value) for value in source.json_list(_DOMAINS))


def _domain(value: object) -> str:
    # Only then small letters: some that are not ASCII would become ASCII by it.
    if isinstance(value, str) and value.isascii() and _DOMAIN.fullmatch(value.lower()):
        return value.lower()
    mend = (
        "each must be a domain as it stands behind the @ of an address "
        "(xn--... for others than ASCII), without @, scheme, port and dot at the end"
    )
    raise SettingsError(_DOMAINS, mend)

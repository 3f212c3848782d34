"""Settings that are addresses."""

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from domain.redirect_uri import is_loopback
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.source import Source

_WEB = ("https", "http")


def issuer(source: Source) -> str:
    """``ISSUER``: an origin, exactly as every client will compare it (RFC 8414 section 2)."""
    name = "ISSUER"
    text = source.required(name)
    parts = _split(name, text, _WEB)
    if text != f"{parts.scheme}://{parts.netloc.lower()}" or "@" in parts.netloc:
        mend = "must be an origin such as https://id.example.org: no path, no slash at the end"
        raise SettingsError(name, mend)
    return _secure(name, text, parts)


def discord_url(source: Source, name: str, default: str) -> str:
    """Read an address of Discord, or of what stands in for it: no query, no slash at the end."""
    text = source.optional(name) or default
    parts = _split(name, text, _WEB)
    if parts.query or parts.fragment or "@" in parts.netloc or text.endswith("/"):
        raise SettingsError(name, "must have no query, no user name and no slash at the end")
    return _secure(name, text, parts)


def redis_url(source: Source) -> str | None:
    """``REDIS_URL``: redis, rediss or unix."""
    name = "REDIS_URL"
    text = source.optional(name)
    if text is None:
        return None
    parts = _split(name, text, ("redis", "rediss", "unix"))
    if parts.scheme == "unix" and not parts.path:
        raise SettingsError(name, "must name the socket: unix:///run/redis/redis.sock")
    return text


def _split(name: str, text: str, schemes: Collection[str]) -> SplitResult:
    allowed = " or ".join(f"{scheme}://" for scheme in schemes)
    try:
        parts = urlsplit(text)
        valid = parts.port != 0
    except ValueError:
        raise SettingsError(name, f"is not an address; it starts with {allowed}") from None
    placed = parts.netloc or parts.scheme == "unix"
    if not valid or parts.scheme not in schemes or not placed or not text.isascii():
        raise SettingsError(name, f"must be an address that starts with {allowed}")
    return parts


def _secure(name: str, text: str, parts: SplitResult) -> str:
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise SettingsError(name, "must be https; http is for loopback hosts only")
    return text

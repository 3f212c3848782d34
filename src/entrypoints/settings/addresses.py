"""Settings that are addresses."""

import re
from collections.abc import Collection
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

from domain.metadata import OperatorPages
from domain.redirect_uri import is_loopback
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.source import Source

_WEB = ("https", "http")
_DEFAULT_PORTS = {"https": 443, "http": 80}
_WEB_HOST = re.compile(
    r"([\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\])(:[1-9][0-9]*)?", re.ASCII | re.IGNORECASE
)
# Not all digits and dots: that would be an address, and a wrong one.
_HOST_NAME = re.compile(r"(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
_PATH = re.compile(r"[\w.~/%-]*", re.ASCII)
_PAGE = re.compile(r"[\w.~/%:\[\]?#&=+@!$'()*,;-]+", re.ASCII)
_DATABASE = re.compile(r"(/[0-9]{0,4})?")
# Options the client would otherwise refuse only when it first connects.
_CREDENTIALS = frozenset({"db", "username", "password"})
_TLS = frozenset(
    {"ssl_ca_certs", "ssl_cert_reqs", "ssl_certfile", "ssl_check_hostname", "ssl_keyfile"}
)
_REDIS_VALUES = {
    "ssl_cert_reqs": ("none", "optional", "required"),
    "ssl_check_hostname": ("true", "false"),
}
_REDIS_FILES = frozenset({"ssl_ca_certs", "ssl_certfile", "ssl_keyfile"})
_NUMBER = re.compile(r"[0-9]{1,4}")
_OPTIONS = {"redis": _CREDENTIALS, "unix": _CREDENTIALS, "rediss": _CREDENTIALS | _TLS}


def issuer(source: Source) -> str:
    """``ISSUER``: an origin, exactly as every client will compare it (RFC 8414 section 2)."""
    name = "ISSUER"
    text = source.required(name)
    parts = _split(name, text, _WEB)
    origin = f"{parts.scheme}://{parts.netloc.lower()}"
    written_out = parts.port is not None and parts.port == _DEFAULT_PORTS[parts.scheme]
    if text != origin or written_out or not _WEB_HOST.fullmatch(parts.netloc):
        mend = (
            "must be an origin such as https://id.example.org: "
            "no path, no slash at the end, no port that goes without saying"
        )
        raise SettingsError(name, mend)
    return _secure(name, text, parts)


def discord_url(source: Source, name: str, default: str) -> str:
    """Read an address of Discord, or of what stands in for it."""
    text = source.optional(name) or default
    parts = _split(name, text, _WEB)
    # The whole rest, so that a bare "?" or "#" is found too.
    path = text.partition("://")[2].removeprefix(parts.netloc)
    if not _WEB_HOST.fullmatch(parts.netloc) or not _PATH.fullmatch(path) or path.endswith("/"):
        mend = "must be a host and a path: no query, no user name, no slash at the end"
        raise SettingsError(name, mend)
    return _secure(name, text, parts)


def operator_pages(source: Source) -> OperatorPages:
    """Read the pages that discovery names, each where it is set."""
    return OperatorPages(
        service_documentation=_page(source, "SERVICE_DOCUMENTATION"),
        op_policy_uri=_page(source, "OP_POLICY_URI"),
        op_tos_uri=_page(source, "OP_TOS_URI"),
    )


def support_url(source: Source) -> str | None:
    """``SUPPORT_URL``: where people find help."""
    return _page(source, "SUPPORT_URL")


def _page(source: Source, name: str) -> str | None:
    text = source.optional(name)
    if text is None:
        return None
    parts = _split(name, text, _WEB)
    if not _WEB_HOST.fullmatch(parts.netloc) or not _PAGE.fullmatch(text):
        raise SettingsError(name, "must be the address of a page, as a browser shows it")
    return _secure(name, text, parts)


def host(source: Source) -> str:
    """``HOST``: an IP address or a host name to listen on."""
    text = source.optional("HOST") or "127.0.0.1"
    try:
        ip_address(text)
    except ValueError:
        if not _HOST_NAME.fullmatch(text):
            mend = "must be an address of this machine, such as 127.0.0.1 or ::1, or its name"
            raise SettingsError("HOST", mend) from None
    return text


def redis_url(source: Source) -> str | None:
    """``REDIS_URL``: redis, rediss or unix."""
    name = "REDIS_URL"
    text = source.optional(name)
    if text is None:
        return None
    parts = _split(name, text, tuple(_OPTIONS))
    options = _OPTIONS[parts.scheme]
    if parts.scheme == "unix" and (parts.hostname or len(parts.path) < len("/x")):
        raise SettingsError(name, "must name the socket: unix:///run/redis/redis.sock")
    if parts.scheme != "unix" and not (parts.hostname and _DATABASE.fullmatch(parts.path)):
        raise SettingsError(name, "must name a host and at most a database: redis://host:6379/0")
    given = parse_qsl(parts.query, keep_blank_values=True)
    if parts.fragment or not {option for option, _ in given} <= options:
        raise SettingsError(name, f"may have, after a question mark: {', '.join(sorted(options))}")
    for option, value in given:
        _check_redis_option(name, option, value)
    return text


def _check_redis_option(name: str, option: str, value: str) -> None:
    # The client would find out only when it first connects.
    if option in _REDIS_VALUES and value not in _REDIS_VALUES[option]:
        raise SettingsError(name, f"{option} must be one of {', '.join(_REDIS_VALUES[option])}")
    if option == "db" and not _NUMBER.fullmatch(value):
        raise SettingsError(name, "db must be the number of a database")
    if option in _REDIS_FILES and not _is_file(value):
        raise SettingsError(name, f"{option} must name a file that exists")


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False


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

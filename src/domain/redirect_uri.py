"""Which addresses may be registered (RFC 6749 section 3.1.2, RFC 8252, RFC 9700 2.1)."""

import re
from collections.abc import Set as AbstractSet
from urllib.parse import SplitResult, parse_qsl, urlsplit

_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
# Some releases of the library take [::1]host for ::1.
_NETLOC = re.compile(r"(\[[^\[\]@]+\]|[^\[\]@:]+)(:[0-9]*)?")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_DEFAULT_PORTS = {"https": ":443", "http": ":80"}
# Nothing but host and port before the path or the query, and no other way to write the host.
_LOOPBACK_LITERAL = re.compile(
    r"(?P<host>http://(127\.0\.0\.1|\[::1\]))(:(?P<port>[1-9][0-9]{0,4}))?(?P<rest>([/?].*)?)",
    re.DOTALL,
)
_ORIGIN = re.compile(
    r"https?://([\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\])(:[1-9][0-9]*)?", re.ASCII | re.IGNORECASE
)
_LAST_PORT = 65_535
_OURS = frozenset({"code", "state", "iss", "error", "error_description", "error_uri", "response"})
_OURS_AFTER_LOGOUT = frozenset({"state"})


def is_loopback(host: str | None) -> bool:
    """Tell whether a host is a name of this machine (RFC 8252 section 7.3)."""
    return host in _LOOPBACK


def host_of(uri: str) -> str | None:
    """Give the host of an address that was checked, in small letters and without brackets."""
    return urlsplit(uri).hostname


def without_loopback_port(uri: str) -> str | None:
    """Give an address of the IP literals of this machine without its port; None for any other.

    Whatever is to be compared may come from an attacker: it is taken as it stands, since parsers
    differ in what they forgive.
    """
    found = _LOOPBACK_LITERAL.fullmatch(uri)
    if found is None or int(found["port"] or 1) > _LAST_PORT:
        return None
    return found["host"] + found["rest"]


def check_redirect_uri(uri: str) -> None:
    """Raise ValueError with the mend if the URI must not be registered."""
    _check_place(uri, _OURS)


def check_post_logout_redirect_uri(uri: str) -> None:
    """Raise ValueError with the mend if nobody may be sent there after logout.

    OpenID Connect RP-Initiated Logout section 3: only ``state`` is added to it.
    """
    _check_place(uri, _OURS_AFTER_LOGOUT)


def check_backchannel_logout_uri(uri: str) -> None:
    """Raise ValueError with the mend if no logout token may be sent there.

    OpenID Connect Back-Channel Logout section 2.2: absolute, a query is allowed, no fragment.
    """
    _check_characters(uri)
    parts = _split(uri)
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError("must be https, or http on a loopback host")
    _check_web(parts)


def _check_place(uri: str, ours: AbstractSet[str]) -> None:
    _check_characters(uri)
    parts = _split(uri)
    if parts.scheme in _DEFAULT_PORTS:
        _check_web(parts)
    # RFC 8252 section 7.1: a path follows; "host.example:8443" is a web address cut short.
    elif "." not in parts.scheme or not parts.path.startswith("/"):
        raise ValueError(
            "must be https, http on a loopback host, or a private scheme with a dot, as in app.x:/y"
        )
    if ours & {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}:
        raise ValueError(f"must not carry any of our own parameters ({', '.join(sorted(ours))})")


def _check_characters(uri: str) -> None:
    if not _CHARACTERS.fullmatch(uri):
        raise ValueError("must be plain ASCII without spaces or backslashes")
    if _BROKEN_ESCAPE.search(uri):
        raise ValueError("must have two hexadecimal digits after each %")
    if "#" in uri:
        raise ValueError("must not have a fragment (#)")
    if "*" in uri:
        raise ValueError("must not have a wildcard (*): list each URI in full")


def _split(uri: str) -> SplitResult:
    # The library's own messages repeat the host or the port.
    try:
        parts = urlsplit(uri)
        valid = parts.port != 0
    except ValueError:
        raise ValueError("must be an address with a valid host and port") from None
    if not valid:
        raise ValueError("must be an address with a valid host and port")
    return parts


def _check_web(parts: SplitResult) -> None:
    if not parts.hostname or not _NETLOC.fullmatch(parts.netloc.rpartition("@")[2]):
        raise ValueError("must name a host")
    if "@" in parts.netloc:
        raise ValueError("must not have a user name (@) before the host")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("must be https, since the host is not loopback")


def leads_to_an_app(uri: str) -> bool:
    """Tell whether a URI ends on the person's own device (RFC 8252 section 7).

    Nothing proves there which program answers.
    """
    parts = urlsplit(uri)
    return parts.scheme not in _DEFAULT_PORTS or is_loopback(parts.hostname)


def takes_a_form(uri: str) -> bool:
    """Tell whether a browser can post a form there: it cannot to a private scheme."""
    return origin_of(uri) is not None


def web_origin(text: str) -> str:
    """Give a web origin as browsers send it, or raise ValueError with the mend."""
    _check_characters(text)
    parts = _split(text)
    if not _ORIGIN.fullmatch(text):
        raise ValueError("must be an origin such as https://app.example.org: no path, no slash")
    _check_web(parts)
    return f"{parts.scheme}://{_netloc(parts)}"


def origin_of(uri: str) -> str | None:
    """Give the web origin of a URI (RFC 6454), or None for a private scheme."""
    parts = urlsplit(uri)
    if parts.scheme not in _DEFAULT_PORTS:
        return None
    return f"{parts.scheme}://{_netloc(parts)}"


def _netloc(parts: SplitResult) -> str:
    return parts.netloc.lower().removesuffix(_DEFAULT_PORTS[parts.scheme]).removesuffix(":")

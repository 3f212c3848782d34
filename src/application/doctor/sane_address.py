"""Addresses that may be registered, and yet lead nowhere."""

from ipaddress import ip_address

from domain.redirect_uri import host_of, is_loopback, origin_of

# RFC 2606 and RFC 6761: names nobody can have.
_EXAMPLES = ("example.org", "example.com", "example.net", "example", "invalid", "test")


def oddity_of(uri: str, *, is_public: bool, issuer: str) -> str | None:
    """Say what is odd about a redirect URI; None if nothing is."""
    if origin_of(uri) == issuer:
        return "leads back to Guildpass itself, not to the application"
    host = host_of(uri) or ""
    if any(f".{host}".endswith(f".{name}") for name in _EXAMPLES):
        return "is of an example, and leads nowhere"
    # A public client may well run on the person's own device (RFC 8252 section 7.3).
    if _is_this_machine(host) and not is_public:
        return "leads each person to their own machine: fit for development alone"
    return None


def _is_this_machine(host: str) -> bool:
    """Tell it of more names than may be registered with http."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return is_loopback(host) or host.endswith(".localhost")

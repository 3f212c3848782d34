"""Addresses that may be registered, and yet lead nowhere."""

from domain.redirect_uri import host_of, is_loopback

# RFC 2606 and RFC 6761: names nobody can have.
_EXAMPLES = ("example.org", "example.com", "example.net", "example", "invalid", "test")


def oddity_of(uri: str, *, is_public: bool) -> str | None:
    """Say what is odd about a redirect URI; None if nothing is."""
    host = host_of(uri) or ""
    if any(f".{host}".endswith(f".{name}") for name in _EXAMPLES):
        return "is of an example, and leads nowhere"
    # A public client may well run on the person's own device (RFC 8252 section 7.3).
    if is_loopback(host) and not is_public:
        return "leads each person to their own machine: fit for development alone"
    return None

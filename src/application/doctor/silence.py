"""The mend where Discord did not answer: nothing that was asked can be blamed then."""

from application.ports.upstream import UpstreamSilent, UpstreamUnavailable

_NETWORK = "can this machine reach DISCORD_API_URL? Look at DNS and firewall, and try again"


def mend_of(fault: UpstreamUnavailable, otherwise: str) -> str:
    """Give the mend of an answer that was no use, or of none at all."""
    return _NETWORK if isinstance(fault, UpstreamSilent) else otherwise

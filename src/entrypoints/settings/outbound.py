"""``OUTBOUND_*``: how the addresses that registrations name are called."""

import re
from ipaddress import ip_address

from domain.client import Client
from domain.redirect_uri import host_of, is_loopback
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.source import Source

_ALLOWED = "OUTBOUND_ALLOWED_HOSTS"
_LONGEST = 253
# Not all digits and dots: that would be an address, and a wrong one.
_HOST_NAME = re.compile(r"(?=.*[a-z])[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def allowed_hosts(source: Source) -> frozenset[str]:
    """Read a JSON list of host names and IP addresses, each as it stands in an address."""
    return frozenset(_host(value) for value in source.json_list(_ALLOWED))


def _host(value: object) -> str:
    mend = (
        "each must be a host name in small letters (xn--... for others than ASCII) "
        "or an IP address, without scheme, port and brackets"
    )
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise SettingsError(_ALLOWED, mend)
    try:
        return str(ip_address(value))
    except ValueError:
        if not _HOST_NAME.fullmatch(value):
            raise SettingsError(_ALLOWED, mend) from None
    return value


def check_reachable(clients: tuple[Client, ...], allowed: frozenset[str]) -> None:
    """Refuse what would never be delivered: an address on this machine that is not allowed."""
    for client in clients:
        host = host_of(client.backchannel_logout_uri or "")
        if is_loopback(host) and host not in allowed:
            mend = f'must name the host of the backchannel_logout_uri of "{client.client_id}"'
            raise SettingsError(_ALLOWED, f"{mend}, since it is this machine")

"""Which IP addresses are public: everything else may lead to what only we can reach (SSRF)."""

from ipaddress import IPv4Network, IPv6Network, ip_address

# The IANA registry of special-purpose addresses, multicast, and what has no use yet. Written out,
# since `is_global` of the library differs between its patch releases.
_SPECIAL_4 = (
    IPv4Network("0.0.0.0/8"),
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),
    IPv4Network("127.0.0.0/8"),
    IPv4Network("169.254.0.0/16"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.0.2.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv4Network("192.168.0.0/16"),
    IPv4Network("198.18.0.0/15"),
    IPv4Network("198.51.100.0/24"),
    IPv4Network("203.0.113.0/24"),
    IPv4Network("224.0.0.0/4"),
    IPv4Network("240.0.0.0/4"),
    # Public by its number, and yet the metadata of a machine in Azure.
    IPv4Network("168.63.129.16/32"),
)
# Global unicast. Beyond it lie loopback, link-local, unique local (fd00:ec2::254 is metadata),
# multicast, and IPv4 addresses embedded as mapped (::ffff:0:0/96) or for NAT64 (64:ff9b::/96).
_GLOBAL_6 = IPv6Network("2000::/3")
_SPECIAL_6 = (
    # Teredo, which embeds an IPv4 address, and protocol assignments.
    IPv6Network("2001::/23"),
    IPv6Network("2001:db8::/32"),
    # 6to4, which embeds one as well.
    IPv6Network("2002::/16"),
    IPv6Network("3fff::/20"),
)


def is_public(text: str) -> bool:
    """Tell whether an IP address, as a resolver writes it, is a public one of one machine."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if address.version == 4:  # noqa: PLR2004 -- the version of the protocol
        return not any(address in network for network in _SPECIAL_4)
    return address in _GLOBAL_6 and not any(address in network for network in _SPECIAL_6)

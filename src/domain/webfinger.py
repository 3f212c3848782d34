"""WebFinger: what a resource is, and which issuer is found for it.

RFC 7033, with the ``acct`` URIs of RFC 7565 and the relation of OpenID Connect Discovery section 2.
"""

import re
from collections.abc import Collection, Sequence

from domain.errors import InvalidRequest

WEBFINGER_PATH = "/.well-known/webfinger"
ISSUER_RELATION = "http://openid.net/specs/connect/1.0/issuer"
_LONGEST = 2048
_CHARACTER = r"[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
# No "#": whoever asks has to leave a fragment out (OpenID Connect Discovery section 2.1.2).
_URI = re.compile(rf"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):({_CHARACTER}|[:/?@\[\]])+")
_HOST = rf"(?P<host>({_CHARACTER})+|\[[0-9A-Fa-f:.]+\])"
_BY_SCHEME = {
    # An "@" in the name of an account is always escaped.
    "acct": re.compile(rf"[^:]+:({_CHARACTER})+@{_HOST}"),
    # A user name before the host is an error (RFC 9110 section 4.2.4).
    "https": re.compile(rf"[^:]+://{_HOST}(:(?P<port>[0-9]*))?([/?].*)?"),
}
_DEFAULT_PORTS = frozenset({None, "", "443"})


def one_resource(sent: Sequence[str]) -> str:
    """Give the resource that is asked about; it is named exactly once (RFC 7033 section 4.2)."""
    if len(sent) != 1:
        raise InvalidRequest("The parameter resource must be there exactly once.")
    if not sent[0]:
        raise InvalidRequest("The parameter resource is missing.")
    return sent[0]


def host_of_resource(resource: str) -> str | None:
    """Give the host that an account or an address belongs to, in small letters.

    None is for a URI that has no such host. What is no URI is :class:`InvalidRequest`. Nothing
    is decoded here, so that an escaped host is never taken for another.
    """
    if len(resource) > _LONGEST:
        raise InvalidRequest(f"The parameter resource is longer than {_LONGEST} characters.")
    uri = _URI.fullmatch(resource)
    if uri is None:
        raise InvalidRequest("The parameter resource is no URI.")
    form = _BY_SCHEME.get(uri["scheme"].lower())
    if form is None:
        return None
    found = form.fullmatch(resource)
    if found is None:
        raise InvalidRequest("The parameter resource is no URI of its scheme.")
    port = found.groupdict().get("port")
    return found["host"].lower() if port in _DEFAULT_PORTS else None


def resource_descriptor(
    resource: str, relations: Collection[str], *, issuer: str
) -> dict[str, object]:
    """Describe a resource by its links of these relations, or by all (RFC 7033 section 4.3).

    An empty relation counts as none.
    """
    wanted = set(relations) - {""}
    link = {"rel": ISSUER_RELATION, "href": issuer}
    return {
        "subject": resource,
        "links": [link] if not wanted or ISSUER_RELATION in wanted else [],
    }

"""What came from the issuer: whether it can be used, and the mend if it cannot."""

import json

from application.ports.http_probe import ProbeFault

OK, REDIRECTS = 200, range(300, 400)
_SERVER_FAULT = 500
_RUNNING = "is the provider running, and do DNS, proxy and firewall lead this machine to it?"


def mend_of_fault(fault: ProbeFault) -> str:
    """Give the mend where nothing came."""
    return mend_of_certificate(fault) or _RUNNING


def mend_of_certificate(fault: ProbeFault) -> str | None:
    """Give the mend where TLS was refused; None if something else is the matter."""
    if fault.of_certificate:
        return "install a certificate of this host that is valid now, with its whole chain"
    return None


def mend_of_status(status: int) -> str:
    """Give the mend of another status than 200: Guildpass itself would not have said that."""
    if status >= _SERVER_FAULT:
        return _RUNNING
    return "let the proxy pass every path below the issuer to Guildpass, unchanged"


def json_object(body: bytes) -> dict[str, object] | None:
    """Read a body that may be anything; None unless it is an object."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None

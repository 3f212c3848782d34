"""What a person is told of a refusal: a closed list, nothing of the request in it."""

from domain.page_refusals import (
    DisabledClient,
    ForeignBrowser,
    ForeignIssuer,
    LoginExpired,
    LogoutExpired,
    PageRefusal,
    UntrustedLogout,
)
from entrypoints.http.words import Fault

_BY_KIND: dict[type[PageRefusal], Fault] = {
    DisabledClient: Fault.DISABLED_CLIENT,
    LoginExpired: Fault.LOGIN_EXPIRED,
    LogoutExpired: Fault.LOGOUT_EXPIRED,
    UntrustedLogout: Fault.UNTRUSTED_LOGOUT,
    ForeignBrowser: Fault.FOREIGN_BROWSER,
    ForeignIssuer: Fault.FOREIGN_ISSUER,
}


def explain(refusal: PageRefusal) -> Fault:
    """Name what has to be explained of a refusal."""
    return _BY_KIND.get(type(refusal), Fault.UNTRUSTED_CLIENT)

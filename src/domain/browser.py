"""The browser cookie: what binds the steps of a sign-in together (RFC 6749 section 10.12)."""

import hmac

from domain.opaque_token import digest, is_opaque_token
from domain.page_refusals import ForeignBrowser


def browser_to_keep(cookie: str | None) -> str | None:
    """Give a browser cookie that can be one of ours, so that all tabs share it; else None."""
    return cookie if cookie is not None and is_opaque_token(cookie) else None


def presented_browser(cookie: str | None) -> str:
    """Give the browser cookie if it can be one of ours, or raise :class:`ForeignBrowser`."""
    kept = browser_to_keep(cookie)
    if kept is None:
        raise ForeignBrowser("the browser sent no cookie of a sign-in")
    return kept


def check_browser(browser_digest: str, cookie: str, *, reason: str) -> None:
    """Raise :class:`ForeignBrowser` unless the cookie is the one whose digest was kept."""
    if not hmac.compare_digest(browser_digest, digest(cookie)):
        raise ForeignBrowser(reason)

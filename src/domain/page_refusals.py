"""Refusals that no application may be told of: a page shows them to the person.

::

    PageRefusal
    ├── UntrustedClient
    ├── DisabledClient
    ├── LoginExpired
    │   └── LogoutExpired
    ├── ForeignBrowser
    ├── ForeignIssuer
    └── UntrustedLogout
"""


class PageRefusal(Exception):
    """A refusal that must not be sent to any redirect_uri (RFC 6749 section 4.1.2.1)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UntrustedClient(PageRefusal):
    """The client is unknown, or the redirect_uri is not one of its own."""


class DisabledClient(PageRefusal):
    """The operator has switched the client off; its own addresses are not trusted either."""


class LoginExpired(PageRefusal):
    """The sign-in, or a question of it, is unknown, has taken too long, or has been used."""


class LogoutExpired(LoginExpired):
    """The sign-out, or its question, is unknown or has taken too long."""


class ForeignBrowser(PageRefusal):
    """The sign-in was begun in another browser (RFC 6749 section 10.12)."""


class ForeignIssuer(PageRefusal):
    """The answer does not come from the Discord it was asked of (RFC 9207 section 2.4)."""


class UntrustedLogout(PageRefusal):
    """The hint is none of ours, or the post_logout_redirect_uri is not one of the client's."""

"""What a person is told when a sign-in fails: a closed list, nothing of the request in it."""

from dataclasses import dataclass

from domain.errors import ForeignBrowser, ForeignIssuer, LoginExpired, PageRefusal, UntrustedLogout
from domain.scope import EMAIL, GROUPS, OPENID, PROFILE, ROLES


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happened, and what to do next."""

    title: str
    explanation: str
    advice: str


# What a scope tells an application, in a person's words.
SHARED = {
    OPENID: "that you are a member here, and your Discord user id",
    PROFILE: "your Discord names and your picture",
    EMAIL: "your email address at Discord",
    ROLES: "your roles in the Discord server, and the teams they stand for",
    GROUPS: "the teams your roles stand for",
}
_START_AGAIN = "Go back to the application you came from and sign in again."
_UNTRUSTED = Explanation(
    "This sign-in link does not work",
    "The application that sent you here is not registered, or asked to send you to an address "
    "that is not one of its own.",
    "Nothing was shared. Tell the people who run the application.",
)
_BY_KIND: dict[type[PageRefusal], Explanation] = {
    LoginExpired: Explanation(
        "This sign-in has ended",
        "It took too long, or it was completed before, perhaps in another tab.",
        _START_AGAIN,
    ),
    ForeignBrowser: Explanation(
        "This sign-in was not begun here",
        "It was begun in another browser, or this browser does not keep cookies.",
        f"{_START_AGAIN} If it happens again, allow cookies for this site.",
    ),
    UntrustedLogout: Explanation(
        "This sign-out link does not work",
        "The application that sent you here is not registered, or asked to send you to an address "
        "that is not one of its own.",
        "You are still signed in here. Tell the people who run the application.",
    ),
    ForeignIssuer: Explanation(
        "This answer did not come from Discord",
        "The answer names another service than the one you were sent to.",
        _START_AGAIN,
    ),
}
UNAVAILABLE = Explanation(
    "Signing in is not possible at the moment",
    "A service this sign-in needs does not answer.",
    "Wait a minute, then try again from the application you came from.",
)
UNEXPECTED = Explanation(
    "Something went wrong",
    "The sign-in could not be completed because of a fault on our side.",
    _START_AGAIN,
)
MALFORMED = Explanation(
    "This request cannot be read",
    "A part of it is missing, is too long, or was changed on the way.",
    _START_AGAIN,
)


def explain(refusal: PageRefusal) -> Explanation:
    """Give the words for a refusal."""
    return _BY_KIND.get(type(refusal), _UNTRUSTED)

"""What the simulator remembers of each browser, known by a cookie."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Consent:
    """Who is signed in, and the scopes they have granted from this browser so far."""

    user_id: str
    scopes: frozenset[str]


class Browsers:
    """Consents by browser; grants of one person add up, as they do at Discord."""

    def __init__(self) -> None:
        self._consents: dict[str, Consent] = {}

    def remember(self, browser: str, user_id: str, scopes: frozenset[str]) -> None:
        """Note that a person agreed; another person takes the place of the last."""
        earlier = self._consents.get(browser)
        if earlier and earlier.user_id == user_id:
            scopes |= earlier.scopes
        self._consents[browser] = Consent(user_id, scopes)

    def agreed(self, browser: str | None, scopes: frozenset[str]) -> str | None:
        """Give who has already granted these scopes here (Discord's ``prompt=none``)."""
        consent = self._consents.get(browser) if browser else None
        return consent.user_id if consent and scopes <= consent.scopes else None

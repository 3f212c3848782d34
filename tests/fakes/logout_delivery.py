"""A delivery that only notes what was sent."""

from dataclasses import dataclass

from application.ports.logout_delivery import LogoutDelivery


@dataclass(frozen=True)
class SentLogout:
    """One logout token on its way."""

    uri: str
    logout_token: str
    client_id: str


class FakeLogoutDelivery(LogoutDelivery):
    """Delivers nothing."""

    def __init__(self) -> None:
        self.sent: list[SentLogout] = []

    def send(self, backchannel_logout_uri: str, logout_token: str, *, client_id: str) -> None:
        """Note it."""
        self.sent.append(SentLogout(backchannel_logout_uri, logout_token, client_id))

    async def drain(self) -> None:
        """Have nothing to wait for."""

"""A delivery that notes what it was given."""

from dataclasses import dataclass

from application.ports.logout_delivery import LogoutDelivery


@dataclass(frozen=True, kw_only=True)
class SentLogout:
    """One token and whom it is for."""

    backchannel_logout_uri: str
    logout_token: str
    client_id: str


class FakeLogoutDelivery(LogoutDelivery):
    """Everything arrives at once."""

    def __init__(self) -> None:
        self.sent: list[SentLogout] = []
        self.drained = 0

    def send(self, backchannel_logout_uri: str, logout_token: str, *, client_id: str) -> None:
        """Note it."""
        self.sent.append(
            SentLogout(
                backchannel_logout_uri=backchannel_logout_uri,
                logout_token=logout_token,
                client_id=client_id,
            )
        )

    async def drain(self) -> None:
        """Count the call."""
        self.drained += 1

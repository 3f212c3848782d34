"""What the dashboard needs to know about itself and its provider."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardConfig:
    """One registration at one provider; ``public_url`` is an origin without trailing slash."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    public_url: str
    audience: str
    scope: str = "openid profile email roles offline_access"

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends people back to, as it is registered there."""
        return f"{self.public_url}/callback"

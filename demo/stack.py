"""The whole demonstration: provider, Discord simulator and dashboard, together."""

import os
import secrets
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from joserfc.jwk import RSAKey

from demo import dashboard
from demo.discord import simulator
from demo.discord.members import GUILD_ID, SAMPLE_MEMBERS
from demo.provider_process import logged, provider_process
from demo.rules import rules
from demo.servers import HOST, listen, serving

AUDIENCE = "demo-services"
DASHBOARD_CLIENT_ID = "dashboard"
DISCORD_CLIENT_ID = "200000000000000001"
_DASHBOARD_LOGO = Path(dashboard.__file__).parent / "static" / "icon.svg"
RULES = "guildpass.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Addresses of the three, and the secrets they share, made for one run."""

    provider_url: str
    simulator_url: str
    dashboard_url: str
    dashboard_secret: str = field(default_factory=secrets.token_urlsafe, repr=False)
    discord_secret: str = field(default_factory=secrets.token_urlsafe, repr=False)
    bot_token: str = field(default_factory=secrets.token_urlsafe, repr=False)

    def dashboard(self) -> dashboard.DashboardConfig:
        """Give the dashboard's side of its registration."""
        return dashboard.DashboardConfig(
            issuer=self.provider_url,
            client_id=DASHBOARD_CLIENT_ID,
            client_secret=self.dashboard_secret,
            public_url=self.dashboard_url,
            audience=AUDIENCE,
        )

    def simulator(self) -> simulator.Simulator:
        """Give the Discord that knows the provider and the sample members."""
        return simulator.Simulator(
            client_id=DISCORD_CLIENT_ID,
            client_secret=self.discord_secret,
            redirect_uris=(f"{self.provider_url}/auth/discord/callback",),
            guild_id=GUILD_ID,
            bot_token=self.bot_token,
            members=SAMPLE_MEMBERS,
            send_iss=True,
            issuer=self.simulator_url,
        )

    def rules(self) -> str:
        """Give the provider's side of the registrations, and the rest of its file."""
        registration = {
            "client_secret": self.dashboard_secret,
            "redirect_uris": [self.dashboard().redirect_uri],
            "client_name": "Sample dashboard",
            "grant_types": ["authorization_code", "refresh_token"],
            "logo_file": str(_DASHBOARD_LOGO),
        }
        return rules({DASHBOARD_CLIENT_ID: registration})

    def provider(self, key_file: Path) -> dict[str, str]:
        """Give the settings of the provider; the file of its rules lies where it runs."""
        return {
            "ISSUER": self.provider_url,
            "HOST": HOST,
            "PORT": self.provider_url.rpartition(":")[2],
            "JWT_AUDIENCE": AUDIENCE,
            "JWT_PRIVATE_KEY_FILE": str(key_file),
            "DISCORD_CLIENT_ID": DISCORD_CLIENT_ID,
            "DISCORD_CLIENT_SECRET": self.discord_secret,
            "DISCORD_BOT_TOKEN": self.bot_token,
            "DISCORD_API_URL": f"{self.simulator_url}/api/v10",
            "DISCORD_AUTHORIZE_URL": f"{self.simulator_url}/oauth2/authorize",
            "LOG_LEVEL": "error",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStack:
    """What runs."""

    plan: Plan
    provider: Process
    simulator: simulator.Simulator
    directory: Path

    def log(self) -> str:
        """Give what a quiet provider wrote so far."""
        return logged(self.directory)


@asynccontextmanager
async def demo_stack(
    provider_port: int, simulator_port: int, dashboard_port: int, *, quiet: bool
) -> AsyncIterator[DemoStack]:
    """Run all three until the block ends; ``quiet`` keeps what the provider says to itself."""
    plan = Plan(
        provider_url=f"http://{HOST}:{provider_port}",
        simulator_url=f"http://{HOST}:{simulator_port}",
        dashboard_url=f"http://{HOST}:{dashboard_port}",
    )
    discord = plan.simulator()
    with ExitStack() as held:
        for_simulator = held.enter_context(listen(simulator_port))
        for_dashboard = held.enter_context(listen(dashboard_port))
        # Taken only to know that it is free: the provider listens for itself.
        listen(provider_port).close()
        directory = held.enter_context(_workplace())
        _write(directory / RULES, plan.rules().encode())
        settings = plan.provider(directory / "key.pem")
        async with (
            serving(simulator.create_app(discord), for_simulator),
            provider_process(settings, directory, quiet=quiet) as provider,
            serving(dashboard.create_app(plan.dashboard()), for_dashboard),
        ):
            yield DemoStack(plan=plan, provider=provider, simulator=discord, directory=directory)


@contextmanager
def _workplace() -> Iterator[Path]:
    """Make a directory with a signing key in it, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="guildpass-demo-") as name:
        directory = Path(name)
        _write(directory / "key.pem", RSAKey.generate_key(2048).as_pem(private=True))
        yield directory


def _write(path: Path, content: bytes) -> None:
    """Write a file that nobody else can read."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(content)

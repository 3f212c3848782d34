"""What is measured: a provider, with the simulated Discord in a process of its own."""

import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from joserfc.jwk import RSAKey

from bench.process import SCRIPTS, running, wait_for
from demo.servers import HOST
from demo.stack import DISCORD_CLIENT_ID, RULES, Plan
from tests.redis_process import RedisProcess, free_port

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The settings of the provider, and what others run beside it."""

    plan: Plan
    settings: dict[str, str]
    directory: Path

    @contextmanager
    def provider(self, **changes: str) -> Iterator[int]:
        """Run the provider until it is ready, and give its process id."""
        log = self.directory / f"guildpass-{secrets.token_hex(4)}.log"
        command = [str(SCRIPTS / "guildpass"), "serve"]
        with running(command, {**self.settings, **changes}, log) as pid:
            wait_for(f"{self.plan.provider_url}/health/ready")
            yield pid


@contextmanager
def stage() -> Iterator[tuple[Stage, str]]:
    """Give the stage and the address of a Redis of its own."""
    plan = Plan(
        provider_url=f"http://{HOST}:{free_port()}",
        simulator_url=f"http://{HOST}:{free_port()}",
        dashboard_url="https://dashboard.example.org",
    )
    with tempfile.TemporaryDirectory(prefix="guildpass-bench-") as name:
        directory = Path(name)
        key = directory / "key.pem"
        key.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
        key.chmod(0o600)
        rules = directory / RULES
        rules.write_text(plan.rules(), encoding="utf-8")
        settings = {**plan.provider(key), "GUILDPASS_CONFIG": str(rules)}
        with RedisProcess(directory) as redis, _discord(plan, directory):
            yield Stage(plan=plan, settings=settings, directory=directory), redis.url


@contextmanager
def _discord(plan: Plan, directory: Path) -> Iterator[None]:
    environment = {
        "PYTHONPATH": str(ROOT),
        "PORT": plan.simulator_url.rpartition(":")[2],
        "REDIRECT_URI": f"{plan.provider_url}/auth/discord/callback",
        "DISCORD_CLIENT_SECRET": plan.discord_secret,
        "DISCORD_BOT_TOKEN": plan.bot_token,
    }
    command = [sys.executable, "-m", "bench.discord"]
    page = f"{plan.simulator_url}/oauth2/authorize?client_id={DISCORD_CLIENT_ID}&response_type=code"
    with running(command, environment, directory / "discord.log"):
        wait_for(page)
        yield

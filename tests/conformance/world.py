"""The server under test, with its static clients and the simulated Discord behind it."""

import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from joserfc.jwk import RSAKey

from demo.discord.members import CAPTAIN_ROLE_ID, GUILD_ID
from tests.conformance.applications import HOST as APPLICATIONS_HOST
from tests.conformance.applications import Applications, running_applications
from tests.conformance.certificates import TlsFiles, make_tls_files
from tests.conformance.clients import ALL
from tests.e2e import discord_server
from tests.e2e.discord_server import HOST, DiscordServer
from tests.e2e.provider import Provider
from tests.redis_process import free_port

PATIENCE = 15.0


class TlsProvider(Provider):
    """A provider that speaks https itself, and is known by the authority of its certificate."""

    def __init__(self, settings: Mapping[str, str], directory: Path, trust: ssl.SSLContext) -> None:
        super().__init__(settings, directory)
        self._trust = trust

    def status_of(self, path: str) -> int:
        """Give the status of a GET, or 0 if nobody listens."""
        try:
            return httpx.get(
                self.issuer + path, trust_env=False, timeout=PATIENCE, verify=self._trust
            ).status_code
        except httpx.TransportError:
            return 0


@dataclass(frozen=True, kw_only=True)
class World:
    """Where the provider and Discord are, whose certificates to trust, and who is told."""

    issuer: str
    discord: str
    trust: ssl.SSLContext
    applications: Applications

    def http_client(self) -> httpx.Client:
        """Give a client that follows nothing by itself."""
        return httpx.Client(trust_env=False, timeout=PATIENCE, verify=self.trust)


@contextmanager
def running_world(directory: Path) -> Iterator[World]:
    """Serve them until the block ends; no configured secret may have come out by then.

    With the end of the provider, all that it had yet to tell applications has come to an end.
    """
    tls = make_tls_files(directory)
    trust = ssl.create_default_context(cafile=str(tls.authority))
    with discord_server.discord_server() as discord, running_applications(tls) as applications:
        settings = _settings(discord, tls, directory, applications)
        provider = TlsProvider(settings, directory, trust)
        try:
            provider.wait_for("/health/ready", 200)
            yield World(
                issuer=provider.issuer,
                discord=discord.url,
                trust=trust,
                applications=applications,
            )
        finally:
            provider.end()
    assert applications.told_too_often == []
    assert provider.complaints == ""
    assert "canary" not in provider.output


def _settings(
    discord: DiscordServer, tls: TlsFiles, directory: Path, applications: Applications
) -> dict[str, str]:
    key_file = directory / "private_key.pem"
    key_file.touch(0o600)
    key_file.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    port = free_port()
    issuer = f"https://{HOST}:{port}"
    discord.register(issuer)
    clients = {client.client_id: client.registration(applications.origin) for client in ALL}
    return {
        "ISSUER": issuer,
        "HOST": HOST,
        "PORT": str(port),
        "TLS_CERT_FILE": str(tls.certificate),
        "TLS_KEY_FILE": str(tls.key),
        "JWT_AUDIENCE": "conformance-services",
        "JWT_PRIVATE_KEY_FILE": str(key_file),
        "DISCORD_CLIENT_ID": discord_server.CLIENT_ID,
        "DISCORD_CLIENT_SECRET": discord_server.CLIENT_SECRET,
        "DISCORD_GUILD_ID": GUILD_ID,
        "DISCORD_BOT_TOKEN": discord_server.BOT_TOKEN,
        "DISCORD_API_URL": f"{discord.url}/api/v10",
        "DISCORD_AUTHORIZE_URL": f"{discord.url}/oauth2/authorize",
        "ROLE_TO_SUBTEAM": json.dumps({CAPTAIN_ROLE_ID: ["captains"]}),
        "OAUTH_CLIENTS": json.dumps(clients),
        "OUTBOUND_ALLOWED_HOSTS": json.dumps([APPLICATIONS_HOST]),
        "OUTBOUND_CA_FILE": str(tls.authority),
    }

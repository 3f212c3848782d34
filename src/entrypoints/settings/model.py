"""The settings as the rest of the program sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from domain.access_rules import AccessRules
from domain.client import Client
from domain.lifetimes import TokenLifetimes
from domain.metadata import OperatorPages
from domain.rulebook import Rulebook
from entrypoints.branding import Branding, Picture
from entrypoints.settings.keys import KeySettings
from entrypoints.settings.rules.rulebook import ReadRules


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFiles:
    """PEM files with which the server speaks https itself."""

    cert_file: str
    key_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, checked; README has the table. Secrets are kept out of the repr.

    ``read`` is the rules as they were written. ``further_variables``: names in the environment,
    beside our own, that were read too.
    """

    issuer: str
    jwt_audience: str
    keys: KeySettings
    discord_client_id: str
    discord_client_secret: str = field(repr=False)
    discord_bot_token: str | None = field(repr=False)
    discord_api_url: str
    discord_authorize_url: str
    read: ReadRules
    further_variables: frozenset[str]
    redis_url: str | None = field(repr=False)
    redis_key_prefix: str
    auth_request_ttl: timedelta
    auth_code_ttl: timedelta
    lifetimes: TokenLifetimes
    session_ttl: timedelta
    session_idle_ttl: timedelta
    operator_pages: OperatorPages
    webfinger_domains: frozenset[str]
    outbound_allowed_hosts: frozenset[str]
    outbound_ca_file: str | None
    branding: Branding
    client_logos: Mapping[str, Picture]
    host: str
    port: int
    workers: int
    tls: TlsFiles | None
    log_format: Literal["json", "console"] | None
    log_level: str

    @property
    def rulebook(self) -> Rulebook:
        """The part that may change while people sign in."""
        return self.read.rulebook

    @property
    def rules(self) -> AccessRules:
        """Who may stay."""
        return self.rulebook.access

    @property
    def clients(self) -> tuple[Client, ...]:
        """The applications."""
        return tuple(self.rulebook.clients.values())

    @property
    def store(self) -> Literal["memory", "redis"]:
        """Which store the container chooses."""
        return "memory" if self.redis_url is None else "redis"

    @property
    def offline_access(self) -> bool:
        """Whether there can be refresh tokens: only with a bot can people be looked at again."""
        return self.discord_bot_token is not None

    @property
    def member_route(self) -> Literal["bot", "user"]:
        """Which of Discord's routes tells a membership."""
        return "user" if self.discord_bot_token is None else "bot"

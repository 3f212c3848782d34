"""The examinations of ``guildpass doctor``, and what each is given."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from adapters.discord.application import BotsApplication
from adapters.discord.bot import Bot
from adapters.jose.key_modes import FileKeyModes
from adapters.outbound.guard import Guard
from adapters.outbound.hosts import GuardedHosts
from adapters.outbound.resolver import SystemResolver
from adapters.probe.http_probe import HttpxProbe, trusting
from adapters.store.redis.inspection import RedisInspection
from application.doctor.check import Examination
from application.doctor.diagnose import Diagnose
from application.doctor.examine_application import ExamineApplication
from application.doctor.examine_clients import ExamineClients
from application.doctor.examine_clock import ExamineClock
from application.doctor.examine_guilds import ExamineGuilds
from application.doctor.examine_issuer import ExamineIssuer
from application.doctor.examine_key_set import ExamineKeySet
from application.doctor.examine_keys import ExamineKeys
from application.doctor.examine_store import ExamineStore
from application.doctor.examine_webfinger import ExamineWebfinger
from application.keys.list_keys import ListKeys
from domain.metadata import JWKS_PATH
from domain.role import Role
from entrypoints.container.adapters import redirect_uri, user_agent
from entrypoints.container.use_cases import Container
from entrypoints.settings import KeySettings, ReadRules, Settings

# More than every deadline of an adapter.
_PATIENCE = 20.0


class Doctor:
    """Examines the set-up of a container, which goes on to belong to whoever made it."""

    def __init__(self, container: Container, weak_secrets: Mapping[str, str]) -> None:
        self._container = container
        self._settings: Settings = container.settings()
        self._weak_secrets = weak_secrets
        self._probe = HttpxProbe(
            trust=trusting(self._settings.outbound_ca_file),
            user_agent=user_agent(self._settings.issuer),
        )
        self.diagnose = Diagnose(examinations=self._examinations(), patience=_PATIENCE)

    def _examinations(self) -> list[Examination]:
        return [
            *self._of_issuer(),
            self._of_keys(),
            ExamineStore(inspection=self._inspection()),
            self._of_clock(),
            *self._of_discord(),
            self._of_clients(),
        ]

    def _of_issuer(self) -> list[Examination]:
        issuer, container = self._settings.issuer, self._container
        return [
            ExamineIssuer(
                issuer=issuer,
                probe=self._probe,
                describe_provider=container.describe_provider(),
                clock=container.adapters.clock(),
            ),
            ExamineKeySet(issuer=issuer, probe=self._probe, publish_keys=container.publish_keys()),
            ExamineWebfinger(
                issuer=issuer, domains=self._settings.webfinger_domains, probe=self._probe
            ),
        ]

    def _of_keys(self) -> Examination:
        keys: KeySettings = self._settings.keys
        adapters = self._container.adapters
        return ExamineKeys(
            list_keys=ListKeys(
                keys=adapters.key_directory(), schedule=keys.schedule, clock=adapters.clock()
            ),
            modes=FileKeyModes(
                directory=Path(keys.directory) if keys.directory else None,
                single_file=Path(keys.private_key_file) if keys.private_key_file else None,
            ),
        )

    def _inspection(self) -> RedisInspection | None:
        url = self._settings.redis_url
        if url is None:
            return None
        has_password = urlsplit(url).password is not None or "password=" in urlsplit(url).query
        return RedisInspection(store=self._container.adapters.redis(), has_password=has_password)

    def _of_clock(self) -> Examination:
        return ExamineClock(
            clock=self._container.adapters.clock(),
            probe=self._probe,
            addresses={
                "Discord": f"{self._settings.discord_api_url}/gateway",
                "the issuer": self._settings.issuer + JWKS_PATH,
            },
            inspection=self._inspection(),
        )

    def _of_discord(self) -> list[Examination]:
        settings, adapters = self._settings, self._container.adapters
        token = settings.discord_bot_token
        bot = None if token is None else Bot(api=adapters.discord_api(), token=token)
        return [
            ExamineApplication(
                client_id=settings.discord_client_id,
                redirect_uri=redirect_uri(settings.issuer),
                upstream=adapters.upstream(),
                bot=BotsApplication(bot=bot) if bot else None,
                tokens=adapters.tokens(),
            ),
            ExamineGuilds(
                directory=adapters.guild_directory(),
                guilds=settings.read.names.guilds,
                roles=_roles_in_use(settings.read),
            ),
        ]

    def _of_clients(self) -> Examination:
        guard = Guard(allowed_hosts=self._settings.outbound_allowed_hosts, resolve=SystemResolver())
        return ExamineClients(
            issuer=self._settings.issuer,
            rulebooks=self._container.adapters.rulebooks(),
            hosts=GuardedHosts(guard=guard),
            weak_secrets=self._weak_secrets,
        )


def _roles_in_use(read: ReadRules) -> dict[str, Role]:
    """Give those of ``[roles]`` and of each condition, as the rules write them."""
    rulebook = read.rulebook
    conditions = [subteam.condition for subteam in rulebook.policy.subteams]
    conditions += [rulebook.policy.gate.condition]
    conditions += [client.gate.condition for client in rulebook.clients.values()]
    named = set(read.names.roles.values()).union(*(one.roles for one in conditions))
    return {read.names.label(role): role for role in sorted(named)}

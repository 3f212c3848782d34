"""Which adapter fills which port."""

from importlib.metadata import version
from typing import Any

from dependency_injector import containers, providers

from adapters.discord.allowance import Allowance
from adapters.discord.api import DiscordApi, new_http_client
from adapters.discord.bot import Bot
from adapters.discord.directory import DiscordDirectory
from adapters.discord.guilds import GuildIds
from adapters.discord.hold import Hold
from adapters.discord.members import BotMemberLookup, UserMemberLookup
from adapters.discord.patience import PatientGuildMembers
from adapters.discord.upstream import DiscordUpstream
from adapters.jose.key_directory import JoseKeyDirectory
from adapters.jose.key_ring import JoseKeyRing
from adapters.jose.tokens import JoseTokenSigner, JoseTokenVerifier
from adapters.observability.audit_log import StructlogAuditLog
from adapters.outbound.client import OutboundClient, trusted
from adapters.outbound.guard import Guard
from adapters.outbound.logout_delivery import HttpLogoutDelivery
from adapters.outbound.resolver import SystemResolver
from adapters.rulebook.client_registry import RulebookClientRegistry
from adapters.rulebook.held_rulebooks import HeldRulebooks
from adapters.store.memory.auth_code_store import MemoryAuthCodeStore
from adapters.store.memory.consent_store import MemoryConsentStore
from adapters.store.memory.grant_store import MemoryGrantStore
from adapters.store.memory.interaction_store import MemoryInteractionStore
from adapters.store.memory.leases import MemoryLeases
from adapters.store.memory.login_store import MemoryLoginStore
from adapters.store.memory.logout_store import MemoryLogoutStore
from adapters.store.memory.request_store import MemoryRequestStore
from adapters.store.memory.session_store import MemorySessionStore
from adapters.store.memory.sign_ons import MemorySignOns
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.auth_code_store import RedisAuthCodeStore
from adapters.store.redis.consent_store import RedisConsentStore
from adapters.store.redis.grant_store import RedisGrantStore
from adapters.store.redis.interaction_store import RedisInteractionStore
from adapters.store.redis.leases import RedisLeases
from adapters.store.redis.login_store import RedisLoginStore
from adapters.store.redis.logout_store import RedisLogoutStore
from adapters.store.redis.request_store import RedisRequestStore
from adapters.store.redis.session_store import RedisSessionStore
from adapters.store.redis.sign_ons import RedisSignOns
from adapters.store.redis.store import RedisStore, connect
from adapters.system.clock import SystemClock
from adapters.system.jitter import jitter
from adapters.system.token_generator import SecretsTokenGenerator
from domain.metadata import CALLBACK_PATH
from entrypoints.container.key_material import OpenedKeys
from entrypoints.settings import Settings


def user_agent(issuer: str) -> str:
    """Name ourselves to Discord as it demands: ``DiscordBot ({url}, {version})``."""
    return f"DiscordBot ({issuer}, {version('guildpass')})"


def redirect_uri(issuer: str) -> str:
    """Give the address Discord sends people back to."""
    return issuer + CALLBACK_PATH


def guild_ids_of(rulebooks: HeldRulebooks) -> GuildIds:
    """Give where the adapters look which guilds there are."""
    return lambda: rulebooks.current().guild_ids


Kept = tuple[type[object], providers.Provider[Any]]


def either(kind: providers.Provider[str], in_memory: Kept, in_redis: Kept) -> providers.Selector:
    """Give a port both stores can fill: the adapter for each, and the store it works on."""
    (memory_adapter, memory), (redis_adapter, redis) = in_memory, in_redis
    return providers.Selector(
        kind,
        memory=providers.Singleton(memory_adapter, store=memory),
        redis=providers.Singleton(redis_adapter, store=redis),
    )


class Adapters(containers.DeclarativeContainer):
    """Every adapter, each made once, when it is first needed."""

    settings = providers.Dependency(instance_of=Settings)
    opened_keys = providers.Dependency(instance_of=OpenedKeys)
    _issuer = settings.provided.issuer

    clock = providers.Singleton(SystemClock)
    tokens = providers.Singleton(SecretsTokenGenerator)
    audit = providers.Singleton(StructlogAuditLog)
    wait_jitter = providers.Object(jitter)
    rulebooks = providers.Singleton(HeldRulebooks, rulebook=settings.provided.rulebook)
    clients = providers.Singleton(RulebookClientRegistry, rulebooks=rulebooks)

    memory = providers.Singleton(MemoryStore, clock=clock)
    redis = providers.Singleton(
        RedisStore,
        redis=providers.Singleton(connect, settings.provided.redis_url),
        prefix=settings.provided.redis_key_prefix,
    )
    _kind = settings.provided.store
    store = providers.Selector(_kind, memory=memory, redis=redis)
    logins = either(_kind, (MemoryLoginStore, memory), (RedisLoginStore, redis))
    requests = either(_kind, (MemoryRequestStore, memory), (RedisRequestStore, redis))
    interactions = either(_kind, (MemoryInteractionStore, memory), (RedisInteractionStore, redis))
    sessions = either(_kind, (MemorySessionStore, memory), (RedisSessionStore, redis))
    consents = either(_kind, (MemoryConsentStore, memory), (RedisConsentStore, redis))
    logouts = either(_kind, (MemoryLogoutStore, memory), (RedisLogoutStore, redis))
    sign_ons = either(_kind, (MemorySignOns, memory), (RedisSignOns, redis))
    auth_codes = either(_kind, (MemoryAuthCodeStore, memory), (RedisAuthCodeStore, redis))
    grants = either(_kind, (MemoryGrantStore, memory), (RedisGrantStore, redis))
    leases = either(_kind, (MemoryLeases, memory), (RedisLeases, redis))

    http_client = providers.Singleton(
        new_http_client, user_agent=providers.Callable(user_agent, _issuer)
    )
    discord_api = providers.Singleton(
        DiscordApi,
        http=http_client,
        base_url=settings.provided.discord_api_url,
        hold=providers.Singleton(Hold, clock=clock),
    )
    _guild_ids = providers.Singleton(guild_ids_of, rulebooks)
    _bot = providers.Singleton(Bot, api=discord_api, token=settings.provided.discord_bot_token)
    _bot_lookup = providers.Singleton(BotMemberLookup, bot=_bot, guild_ids=_guild_ids)
    # Only a bot can read a membership while the person is elsewhere.
    guild_members = providers.Selector(
        settings.provided.member_route, bot=_bot_lookup, user=providers.Object(None)
    )
    guild_directory = providers.Selector(
        settings.provided.member_route,
        bot=providers.Singleton(DiscordDirectory, bot=_bot, guild_ids=_guild_ids),
        user=providers.Object(None),
    )
    # Applications ask often; a person who waits at a page is worth a try of their own.
    patient_members = providers.Selector(
        settings.provided.member_route,
        bot=providers.Singleton(
            PatientGuildMembers,
            members=guild_members,
            clock=clock,
            allowance=providers.Singleton(Allowance, guild_ids=_guild_ids),
            guild_ids=_guild_ids,
        ),
        user=providers.Object(None),
    )
    members = providers.Selector(
        settings.provided.member_route,
        bot=_bot_lookup,
        user=providers.Singleton(UserMemberLookup, api=discord_api, guild_ids=_guild_ids),
    )
    upstream = providers.Singleton(
        DiscordUpstream,
        api=discord_api,
        members=members,
        client_id=settings.provided.discord_client_id,
        client_secret=settings.provided.discord_client_secret,
        redirect_uri=providers.Callable(redirect_uri, _issuer),
        authorize_url=settings.provided.discord_authorize_url,
    )

    outbound = providers.Singleton(
        OutboundClient,
        guard=providers.Singleton(
            Guard,
            allowed_hosts=settings.provided.outbound_allowed_hosts,
            resolve=providers.Singleton(SystemResolver),
        ),
        trust=providers.Singleton(trusted, settings.provided.outbound_ca_file),
    )
    logout_delivery = providers.Singleton(HttpLogoutDelivery, http=outbound, jitter=wait_jitter)

    key_directory = providers.Singleton(JoseKeyDirectory, files=opened_keys.provided.files)
    key_ring = providers.Singleton(
        JoseKeyRing,
        found=opened_keys.provided.found,
        files=opened_keys.provided.files,
        schedule=settings.provided.keys.schedule,
        clock=clock,
    )
    signer = providers.Singleton(JoseTokenSigner, keys=key_ring)
    verifier = providers.Singleton(
        JoseTokenVerifier,
        keys=key_ring,
        clock=clock,
        issuer=_issuer,
    )

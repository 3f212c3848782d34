"""A Discord that is served for real, and adapters that speak to it."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import httpx
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from adapters.discord.api import DiscordApi, new_http_client
from adapters.discord.application import BotsApplication
from adapters.discord.bot import Bot
from adapters.discord.directory import DiscordDirectory
from adapters.discord.hold import Hold
from adapters.discord.members import BotMemberLookup, MemberLookup, UserMemberLookup
from adapters.discord.upstream import DiscordUpstream
from demo.discord.members import CAPTAIN, GUILD_ID, SampleMember
from demo.discord.simulator import Simulator, create_app
from demo.servers import serving
from domain.identity import Identity
from domain.pkce import CodeChallenge
from entrypoints.container.adapters import user_agent
from tests.fakes.clock import FakeClock

ISSUER = "https://id.example.org"
REDIRECT_URI = f"{ISSUER}/auth/discord/callback"
CLIENT_ID = "200000000000000001"
CLIENT_SECRET = "canary-client-secret"
BOT_TOKEN = "canary-bot-token"
VERIFIER = "a-code-verifier-of-at-least-forty-three-characters"
BOT, USER = "bot", "user"
MEMBER_CALL = {BOT: "bot_member", USER: "user_member"}


class Server:
    """One server for the whole run; each test puts its own application in."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.app: ASGIApp | None = None
        self.seen: list[dict[str, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the headers and pass the request on (ASGI)."""
        if scope["type"] != ScopeType.HTTP:
            return
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        self.seen.append(headers)
        if self.app is None:
            raise RuntimeError("a request came while no test runs")
        await self.app(scope, receive, send)


@asynccontextmanager
async def running_server() -> AsyncIterator[Server]:
    """Serve on a free port."""
    # asyncio turns Nagle's algorithm off only where the protocol is named: 40 ms for each answer.
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = Server(f"http://127.0.0.1:{listener.getsockname()[1]}")
        async with serving(server, listener):
            yield server


def a_simulator() -> Simulator:
    """Give a Discord at which the provider is registered."""
    return Simulator(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        redirect_uris=(REDIRECT_URI,),
        bot_token=BOT_TOKEN,
    )


@dataclass(kw_only=True)
class Discord:
    """The simulator, the server in front of it, and the one client of the provider."""

    server: Server
    http: httpx.AsyncClient
    simulator: Simulator = field(default_factory=a_simulator)
    clock: FakeClock = field(default_factory=FakeClock)
    configured: tuple[str, ...] = (GUILD_ID,)

    def __post_init__(self) -> None:
        self.server.app = create_app(self.simulator)
        self.server.seen.clear()

    def upstream(
        self,
        route: str = BOT,
        *,
        base_url: str | None = None,
        deadline: float = 8.0,
        budget: int = 2_000,
        client_secret: str = CLIENT_SECRET,
        bot_token: str = BOT_TOKEN,
    ) -> DiscordUpstream:
        """Give the adapter, with a memory of rate limits of its own."""
        api = self._api(base_url, budget)
        members: MemberLookup = UserMemberLookup(api=api, guild_ids=self.guild_ids)
        if route == BOT:
            bot = Bot(api=api, token=bot_token)
            members = BotMemberLookup(bot=bot, guild_ids=self.guild_ids)
        return DiscordUpstream(
            api=api,
            members=members,
            client_id=CLIENT_ID,
            client_secret=client_secret,
            redirect_uri=REDIRECT_URI,
            authorize_url=f"{self.server.url}/oauth2/authorize",
            deadline=deadline,
        )

    def members(
        self,
        *,
        base_url: str | None = None,
        deadline: float = 8.0,
        budget: int = 2_000,
        bot_token: str = BOT_TOKEN,
    ) -> BotMemberLookup:
        """Give the look at the guilds, with a memory of rate limits of its own."""
        bot = Bot(api=self._api(base_url, budget), token=bot_token)
        return BotMemberLookup(bot=bot, guild_ids=self.guild_ids, deadline=deadline)

    def directory(
        self, *, deadline: float = 8.0, budget: int = 2_000, bot_token: str = BOT_TOKEN
    ) -> DiscordDirectory:
        """Give the look-up for commands, with a memory of rate limits of its own."""
        bot = Bot(api=self._api(None, budget), token=bot_token)
        return DiscordDirectory(bot=bot, guild_ids=self.guild_ids, deadline=deadline)

    def application(self, *, deadline: float = 8.0, bot_token: str = BOT_TOKEN) -> BotsApplication:
        """Give the look at the bot's own application."""
        bot = Bot(api=self._api(None, 2_000), token=bot_token)
        return BotsApplication(bot=bot, deadline=deadline)

    def guild_ids(self) -> tuple[str, ...]:
        """Give the guilds that are configured by now."""
        return self.configured

    def _api(self, base_url: str | None, budget: int) -> DiscordApi:
        hold = Hold(clock=self.clock, budget=budget)
        base_url = base_url or f"{self.server.url}/api/v10"
        return DiscordApi(http=self.http, base_url=base_url, hold=hold)

    def code(
        self,
        upstream: DiscordUpstream,
        member: SampleMember = CAPTAIN,
        *,
        email: bool = False,
        scope: str | None = None,
    ) -> str:
        """Send a person to Discord, who agrees; ``scope`` is edited in the address bar."""
        url = upstream.authorization_url(
            state="s",
            code_challenge=CodeChallenge.of(VERIFIER),
            email=email,
            choose_account=False,
        )
        query = dict(parse_qsl(urlsplit(url).query, strict_parsing=True))
        back = urlsplit(self.simulator.approve(query, member.id, scope))
        return dict(parse_qsl(back.query))["code"]

    async def sign_in(
        self,
        upstream: DiscordUpstream,
        member: SampleMember = CAPTAIN,
        *,
        email: bool = False,
        scope: str | None = None,
    ) -> Identity:
        """Let a person sign in."""
        code = self.code(upstream, member, email=email, scope=scope)
        return await upstream.identify(code, code_verifier=VERIFIER, email=email)


def a_client() -> httpx.AsyncClient:
    """Give the client that production uses."""
    return new_http_client(user_agent=user_agent(ISSUER))

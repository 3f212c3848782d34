"""What every part of the marked run needs: a provider with marked secrets, and a notebook."""

import httpx

from tests.integration.http.browser import Browser
from tests.integration.http.discord_double import DiscordDouble
from tests.integration.http.harness import CLIENT_ID, TOKEN, provider_of, settings_for
from tests.integration.http.program import Held
from tests.integration.http.refreshing_clients import clients

SECRETS = {
    "client secret": "marked-client-secret-0001",
    "Discord client secret": "marked-discord-secret-0002",
    "bot token": "marked-bot-token-0003",
    "Discord access token": "marked-discord-token-0004",
    "Discord code": "marked-discord-code-0005",
    "verifier": "marked-verifier-0006-".ljust(43, "v"),
    "state": "marked-state-0007",
    "nonce": "marked-nonce-0008",
    "logout state": "marked-logout-state-0009",
}


class Run:
    """A run, and a note of every answer."""

    def __init__(self, key_file: str) -> None:
        secret = {"client_secret": SECRETS["client secret"]}
        self.provider = provider_of(
            settings_for(
                key_file,
                OAUTH_CLIENTS=clients(**{CLIENT_ID: secret}),
                DISCORD_CLIENT_SECRET=SECRETS["Discord client secret"],
                DISCORD_BOT_TOKEN=SECRETS["bot token"],
            )
        )
        # The audit log is the real one here: it writes to the same place.
        self.provider.container.adapters.audit.reset_override()
        self.discord = DiscordDouble(access_token=SECRETS["Discord access token"])
        self.discord.put_into(self.provider)
        self.provider.container.adapters.guild_members.reset_override()
        self.browser = Browser(self.provider)
        self.secrets = dict(SECRETS)
        self.answers: dict[str, str] = {}
        self.stored: list[str] = []

    def note(self, step: str, response: httpx.Response) -> httpx.Response:
        """Keep an answer as it was, headers and body, and what lies in the store by then."""
        self.stored.append(self.provider.memory.everything())
        self.answers[step] = f"{response.headers.multi_items()}\n{response.text}"
        return response

    def know(self, name: str, held: Held) -> None:
        """Look for a refresh token, and for its secret parts by themselves."""
        _, handle, secret = held.refresh_token.split(".")
        self.secrets |= {name: held.refresh_token, "handle": handle, f"{name}'s secret": secret}

    async def come_back(self) -> httpx.Response:
        """Arrive from Discord."""
        state, code = self.secrets["Discord state"], SECRETS["Discord code"]
        return await self.browser.come_back(state, code=code)

    async def exchange(self, **changes: str) -> httpx.Response:
        """Exchange the code."""
        form = {"client_secret": SECRETS["client secret"], "code_verifier": SECRETS["verifier"]}
        return await self.browser.exchange(self.secrets["code"], **{**form, **changes})

    async def program(self, path: str, **form: str) -> httpx.Response:
        """Ask as the application, which authenticates unless that is changed."""
        mine = {"client_id": CLIENT_ID, "client_secret": SECRETS["client secret"]}
        async with self.browser.program() as http:
            return await http.post(path, data={**mine, **form})

    def unreachable(self, request: httpx.Request) -> httpx.Response:
        """Stand in for Discord, in a fault whose text holds all that was sent."""
        body = request.content.decode()
        raise httpx.ConnectError(f"{request.headers} {body}", request=request)

    async def refresh(self, token: str, **form: str) -> httpx.Response:
        """Use a refresh token."""
        grant = {"grant_type": "refresh_token", "refresh_token": token}
        return await self.program(TOKEN, **{**grant, **form})

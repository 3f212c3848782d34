"""The simulated Discord on a socket of its own, served by a thread of the test process."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import uvicorn

from demo.discord.members import CAPTAIN, SampleMember
from demo.discord.objects import own_user_object
from demo.discord.simulator import Answer, Simulator, create_app

HOST = "127.0.0.1"
CLIENT_ID = "200000000000000001"
CLIENT_SECRET = "canary-discord-client-secret"
BOT_TOKEN = "canary-discord-bot-token"
_STOPS_WITHIN = 10.0


@dataclass(frozen=True, kw_only=True)
class DiscordServer:
    """Where it is, and the simulator behind it."""

    url: str
    simulator: Simulator

    def register(self, issuer: str) -> None:
        """Allow one more provider to have people sent back."""
        self.simulator.redirect_uris += (f"{issuer}/auth/discord/callback",)

    def answer_slowly(self, seconds: float, member: SampleMember = CAPTAIN) -> None:
        """Let the next look at an account take its time, and then be right."""
        account = own_user_object(member, frozenset({"identify", "email"}))
        self.simulator.script("user", Answer(json=account, delay=seconds))


@contextmanager
def discord_server() -> Iterator[DiscordServer]:
    """Serve it until the block ends."""
    with closing(socket.create_server((HOST, 0))) as listener:
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        simulator = Simulator(
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            redirect_uris=(),
            bot_token=BOT_TOKEN,
            issuer=url,
        )
        with _served(simulator, listener):
            yield DiscordServer(url=url, simulator=simulator)


@contextmanager
def _served(simulator: Simulator, listener: socket.socket) -> Iterator[None]:
    config = uvicorn.Config(
        create_app(simulator),
        access_log=False,
        proxy_headers=False,
        log_config=None,
        log_level="warning",
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="simulated Discord")
    thread.start()
    try:
        # The socket listens already: whoever comes before the server is up waits in its queue.
        yield
    finally:
        server.should_exit = True
        thread.join(_STOPS_WITHIN)
    assert not thread.is_alive(), "the simulated Discord did not stop"

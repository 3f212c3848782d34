"""``python -m demo.discord``: the simulator by itself, until Ctrl-C."""

import argparse
import asyncio
import sys
from contextlib import closing

from demo.discord.members import GUILD_ID
from demo.discord.simulator import Simulator, create_app
from demo.running import run
from demo.servers import HOST, listen, serving


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.discord", description=__doc__)
    parser.add_argument("--port", type=int, default=8001, help="to listen on; default 8001")
    parser.add_argument(
        "--issuer-callback",
        action="append",
        metavar="URL",
        help="where the provider awaits Discord's answer; may be given more than once",
    )
    for option, default in (
        ("client-id", "200000000000000001"),
        ("client-secret", "sample-discord-secret"),
        ("bot-token", "sample-bot-token"),
        ("guild-id", GUILD_ID),
    ):
        name = f"DISCORD_{option.upper().replace('-', '_')}"
        parser.add_argument(f"--{option}", default=default, help=f"{name}; default {default}")
    parser.add_argument("--no-iss", action="store_true", help="leave iss out of the answers")
    return parser.parse_args()


async def main(options: argparse.Namespace) -> int:
    """Serve until a signal ends it."""
    simulator = Simulator(
        client_id=options.client_id,
        client_secret=options.client_secret,
        redirect_uris=options.issuer_callback or ["http://127.0.0.1:8000/auth/discord/callback"],
        bot_token=options.bot_token,
        guild_id=options.guild_id,
        send_iss=not options.no_iss,
        # What the provider expects: the origin of the address below.
        issuer=f"http://{HOST}:{options.port}",
    )
    with closing(listen(options.port)) as listener:
        async with serving(create_app(simulator), listener):
            base = f"http://{HOST}:{listener.getsockname()[1]}"
            print(f"DISCORD_AUTHORIZE_URL={base}/oauth2/authorize")
            print(f"DISCORD_API_URL={base}/api/v10", flush=True)
            await asyncio.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(run(main(_options()), stopped=0))

"""``python -m bench.discord``: the simulated Discord on the fastest server there is here."""

import os

import uvicorn

from demo.discord.simulator import Simulator, create_app
from demo.servers import HOST
from demo.stack import DISCORD_CLIENT_ID


def main() -> None:
    """Serve what the environment describes until a signal ends it."""
    simulator = Simulator(
        client_id=DISCORD_CLIENT_ID,
        client_secret=os.environ["DISCORD_CLIENT_SECRET"],
        bot_token=os.environ["DISCORD_BOT_TOKEN"],
        redirect_uris=[os.environ["REDIRECT_URI"]],
        send_iss=False,
    )
    port = int(os.environ["PORT"])
    app = create_app(simulator)
    uvicorn.run(app, host=HOST, port=port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()

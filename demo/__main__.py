"""``python -m demo``: the demonstration, until Ctrl-C."""

import os
import sys

from demo.failures import DemoError
from demo.running import run
from demo.stack import RULES, demo_stack

FIRST_PORT = 8000
LAST_PORT = 65535
WELCOME = """\
Guildpass is running, with a simulated Discord and a sample application.

    Open {address} and choose "Sign in with Discord".

No Discord account is needed: you pick one of several sample members. Who may use what stands in
{rules}, which you may change meanwhile. Ctrl-C stops everything.
"""


def _ports(setting: str) -> tuple[int, int, int]:
    """Give three ports in a row."""
    first = int(setting) if setting.isdecimal() else 0
    if not 0 < first <= LAST_PORT - 2:
        raise DemoError(f"DEMO_PORT is the first of three ports, from 1 to {LAST_PORT - 2}.")
    return first, first + 1, first + 2


async def main() -> int:
    """Run it until a signal ends it; only a failing provider ends it otherwise."""
    ports = _ports(os.environ.get("DEMO_PORT") or str(FIRST_PORT))
    async with demo_stack(*ports, quiet=False) as stack:
        rules = stack.directory / RULES
        print(WELCOME.format(address=stack.plan.dashboard_url, rules=rules), flush=True)
        exit_code = await stack.provider.wait()
    raise DemoError(f"Guildpass stopped by itself, with exit code {exit_code}.")


if __name__ == "__main__":
    sys.exit(run(main(), stopped=0))

"""The commands an operator types, with the settings of a running provider."""

import subprocess
from collections.abc import Mapping

from tests.e2e.provider import COMMAND, environment

ENDS_WITHIN = 30.0


def guildpass(
    settings: Mapping[str, str], *arguments: str, code: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; it must end with this exit code."""
    result = subprocess.run(  # noqa: S603 - our own command
        [COMMAND, *arguments],
        env=environment(settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN,
        check=False,
    )
    assert result.returncode == code, result
    return result

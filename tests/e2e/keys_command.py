"""``guildpass keys`` as an operator runs it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.provider import COMMAND, STARTS_WITHIN, environment


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The command, with the settings it is given and no other."""

    directory: Path
    settings: dict[str, str]
    working_directory: Path

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run it whatever comes of it."""
        return subprocess.run(  # noqa: S603 - our own command
            [COMMAND, "keys", *arguments],
            cwd=self.working_directory,
            env=environment({"JWT_KEYS_DIR": str(self.directory), **self.settings}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=STARTS_WITHIN,
            check=False,
        )

    def __call__(self, *arguments: str) -> list[list[str]]:
        """Run it well, and give the words of each line."""
        result = self.run(*arguments)
        assert (result.returncode, result.stderr) == (0, ""), result
        return [line.split("  ") for line in result.stdout.splitlines()]

    def refused(self, *arguments: str) -> str:
        """Run it, and give the one line it ends with."""
        result = self.run(*arguments)
        assert (result.returncode, result.stdout) == (1, ""), result
        assert result.stderr.count("\n") == 1
        assert result.stderr.startswith("guildpass: ")
        return result.stderr.removeprefix("guildpass: ").rstrip("\n")

    def states(self) -> dict[str, str]:
        """Give the state of each key, by kid."""
        rows = [[cell for cell in row if cell] for row in self("list")[1:]]
        return {row[0]: row[2].strip() for row in rows}

    def new(self, *arguments: str) -> str:
        """Make a key, and give its kid."""
        ((kid, *_),) = self(*(arguments or ("generate",)))
        return kid


def keys_in(directory: Path, **settings: str) -> Keys:
    """Give the command for a new directory below this one."""
    return Keys(directory=directory / "keys", settings=settings, working_directory=directory)

"""openid-client in the Node.js programs beside this file, driven over their pipes."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

PROGRAM = Path(__file__).with_name("node")
_INSTALLS_WITHIN = 120
_ENDS_WITHIN = 20


def node_missing() -> str | None:
    """Tell which program of Node.js is not on PATH, if one is not."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    return f"{' and '.join(missing)} not on PATH" if missing else None


def install(folder: Path = PROGRAM) -> Path:
    """Install exactly what the lock file of a folder says, and give that of the packages."""
    result = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],  # noqa: S607 - from PATH on purpose
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=_INSTALLS_WITHIN,
        check=False,
    )
    if result.returncode:
        raise RuntimeError(f"npm ci failed: {result.stderr}")
    return folder / "node_modules"


class NodeClient:
    """One run of a program: it gives an address, is told the answer, and gives what it got."""

    def __init__(self, program: str, **registration: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - one of our own programs
            ["node", program],  # noqa: S607 - from PATH on purpose
            cwd=PROGRAM,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._say(registration)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate(timeout=_ENDS_WITHIN)

    def authorization_url(self) -> str:
        """Give the address the person is to be sent to."""
        return str(self._hear()["authorization_url"])

    def finish(self, callback_url: str) -> dict[str, Any]:
        """Hand over where the person came back to, and give tokens and claims, or the error."""
        self._say({"callback_url": callback_url})
        heard = self._hear()
        assert self._process.wait(_ENDS_WITHIN) == 0
        return heard

    def _say(self, message: dict[str, str]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the Node.js program ended without an answer; see its complaint above"
        return dict(json.loads(line))

"""The part of a Kubernetes API server that reads ID tokens, asked about some."""

import json
import subprocess
from pathlib import Path
from typing import Any

_ANSWERS_WITHIN = 60


class Kube:
    """An API server with these flags."""

    def __init__(self, programs: Path, *flags: str) -> None:
        self._command = [str(programs / "kube"), *flags]

    def judge(self, token: str) -> dict[str, Any]:
        """Tell as whom it treats the bearer of a token, or why it refuses."""
        result = subprocess.run(  # noqa: S603 - built from our own source
            self._command,
            input=f"{token}\n",
            capture_output=True,
            text=True,
            timeout=_ANSWERS_WITHIN,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return dict(json.loads(result.stdout))

    def refusal(self, token: str) -> str:
        """Tell why it refuses a token."""
        return str(self.judge(token)["refused"])

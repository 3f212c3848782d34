"""Programs of others that a machine may lack, and those that are built here."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.apps.programs import VENV
from tests.e2e.left_out import NEEDS as OF_BROWSERS
from tests.e2e.left_out import Need

GO = VENV / "bin" / "go"
NODE = Path(__file__).with_name("node")
_MODULE = Path(__file__).with_name("go")
_APACHE_MODULE = Path("/usr/lib/apache2/modules/mod_auth_openidc.so")
# Debian keeps servers where only root looks.
_PATH = os.pathsep.join((os.environ["PATH"], "/usr/sbin", "/sbin"))
_BUILT_WITHIN = 900
_REQUIRED = "GUILDPASS_REQUIRE_APPS"


def found(program: str) -> Path:
    """Give where a program is."""
    path = shutil.which(program, path=_PATH)
    assert path, f"{program} is not there"
    return Path(path)


def built(directory: Path) -> Path:
    """Build every tool and command of the Go module into a directory."""
    result = subprocess.run(  # noqa: S603 - a fixed command
        [GO, "install", "tool", "./..."],
        cwd=_MODULE,
        env=dict(os.environ) | {"GOBIN": str(directory), "GOFLAGS": "-mod=readonly"},
        capture_output=True,
        text=True,
        timeout=_BUILT_WITHIN,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return directory


def _lacks(program: str) -> str | None:
    return None if shutil.which(program, path=_PATH) else f"{program} is not installed"


def _apache_missing() -> str | None:
    if _APACHE_MODULE.exists():
        return _lacks("apache2")
    return "libapache2-mod-auth-openidc is not installed"


NEEDS = (
    *OF_BROWSERS,
    Need(fixture="apache", missing=_apache_missing, required=_REQUIRED),
    Need(fixture="nginx", missing=lambda: _lacks("nginx"), required=_REQUIRED),
    Need(fixture="go_programs", missing=lambda: _lacks(str(GO)), required=_REQUIRED),
)

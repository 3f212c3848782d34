"""Which versions of applications the lock files name."""

import json
import re
from pathlib import Path

_HERE = Path(__file__).parent
_PYTHON = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[\w.]+)", re.MULTILINE)
_GO = re.compile(r"^(?:require |\t)(?P<path>\S+) v(?P<version>[\d.]+)", re.MULTILINE)
_MAJOR = re.compile(r"/v\d+$")


def pinned() -> dict[str, str]:
    """Give the version of each package of Python, npm and Go by its name."""
    python = (_HERE.parents[1] / "requirements" / "apps.txt").read_text(encoding="utf-8")
    npm = json.loads((_HERE / "node" / "package-lock.json").read_text(encoding="utf-8"))
    go = (_HERE / "go" / "go.mod").read_text(encoding="utf-8")
    modules = {_MAJOR.sub("", path): version for path, version in _GO.findall(go)}
    packages = {
        name.removeprefix("node_modules/"): str(package["version"])
        for name, package in npm["packages"].items()
    }
    by_last_name = {path.rsplit("/", 1)[-1]: version for path, version in modules.items()}
    return by_last_name | modules | dict(_PYTHON.findall(python)) | packages

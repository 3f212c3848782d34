"""A directory of a Node.js application, as ``npm install`` leaves it."""

from pathlib import Path

from tests.apps.set_up import SetUp


def written(directory: Path, app: SetUp, packages: Path, *titles: str) -> Path:
    """Write files of a page beside the packages: modules are looked up from where they lie."""
    (directory / "node_modules").symlink_to(packages, target_is_directory=True)
    for title in titles:
        (directory / title).write_text(app.file(title), encoding="utf-8")
    return directory

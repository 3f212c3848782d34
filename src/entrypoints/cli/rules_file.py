"""``guildpass.toml`` as the command changes it: only into something that loads."""

from collections.abc import Callable
from pathlib import Path

from entrypoints.cli.environment import Values, stop
from entrypoints.cli.output import refuse
from entrypoints.cli.replace_file import replace_file
from entrypoints.settings import RulesFile, Settings, SettingsError, load_settings
from entrypoints.settings.rules.toml_edit import Uneditable

_MARK = "\ufeff"


class EditableFile:
    """The file of the settings, and its text."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._before = self._after = content

    @classmethod
    def of(cls, settings: Settings, values: Values, *, write: bool) -> "EditableFile | None":
        """Give it; end with exit code 1 if it is to be written and cannot be."""
        name = settings.read.config_path
        if "OAUTH_CLIENTS" in values:
            name = None
            why = "the applications stand in OAUTH_CLIENTS: change it there, or move them"
        else:
            why = "there is no guildpass.toml to write to: make an empty one"
        if name is None:
            return refuse(why) if write else None
        return cls(name, Path(name).read_bytes())

    def change(self, edit: Callable[[str], str], values: Values) -> None:
        """Try a change; end with exit code 2 if what comes out would not start."""
        text = self._before.decode()
        mark = _MARK if text.startswith(_MARK) else ""
        try:
            changed = edit(text.removeprefix(_MARK))
            load_settings(values, file=RulesFile(self.name, changed))
        except Uneditable:
            refuse(f"{self.name} is written in a way that cannot be changed here: do it by hand")
        except SettingsError as fault:
            stop(fault)
        self._after = (mark + changed).encode()

    def write(self) -> None:
        """Write what came out, or end with exit code 1."""
        try:
            replace_file(Path(self.name), self._before, self._after)
        except OSError as fault:
            refuse(f"{self.name} cannot be written: {fault.strerror}")

"""Examination: the keys that sign."""

from application.doctor.check import Check, Examination, failed, ok, warning
from application.keys.list_keys import ListKeys
from application.ports.key_modes import KeyModes, OpenFile
from application.ports.keys import KeysUnusable
from domain.key_life import KeyLife, KeyState

_CLOSE = "chmod go= it; if others are on this machine: guildpass keys rotate --now"


class ExamineKeys(Examination):
    """Look at each key's place in its life, and at who can read it.

    That there is one for each algorithm in use is what a start checks.
    """

    name = "keys"

    def __init__(self, *, list_keys: ListKeys, modes: KeyModes) -> None:
        self._list_keys = list_keys
        self._modes = modes

    async def __call__(self) -> list[Check]:
        """Give a line for each key that signs or will, and for each file that is open to others."""
        try:
            lives = await self._list_keys()
        except KeysUnusable as fault:
            mend = "let the user that runs Guildpass own the files"
            return [failed(self.name, f"JWT_KEYS_DIR: {fault}", mend)]
        open_files = await self._modes.open_files()
        return [*filter(None, map(_of_life, lives)), *map(_of_file, open_files)]


def _of_life(life: KeyLife) -> Check | None:
    key = life.key
    if life.state is KeyState.SIGNING:
        return ok("keys", f"{key.alg} is signed with {key.kid}")
    if life.state is KeyState.PUBLISHED:
        return ok(
            "keys",
            f"{key.alg} {key.kid} waits, to sign from {key.signs_from:%Y-%m-%d %H:%M:%SZ} on",
        )
    return None


def _of_file(file: OpenFile) -> Check:
    if file.everybody:
        return failed("keys", f"everybody on this machine can get at {file.name}", _CLOSE)
    return warning("keys", f"the group of {file.name} can get at it", _CLOSE)

"""Telling the operator of a guild that does not answer: once, and once when it does again."""

from collections.abc import Iterable, Mapping

import structlog

_log = structlog.get_logger("guildpass.discord")


class Silence:
    """Which guilds did not answer when they were last asked."""

    def __init__(self) -> None:
        self._silent = set[str]()

    def note(self, guild_ids: Iterable[str], faults: Mapping[str, Exception]) -> None:
        """Log what has changed; ``faults`` are those of the guilds that told nothing."""
        for guild_id in guild_ids:
            fault = faults.get(guild_id)
            if fault is None and guild_id in self._silent:
                self._silent.discard(guild_id)
                _log.info("guild_answers", guild_id=guild_id)
            elif fault is not None and guild_id not in self._silent:
                self._silent.add(guild_id)
                _log.warning("guild_silent", guild_id=guild_id, reason=str(fault))

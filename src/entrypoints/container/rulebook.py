"""Where newer rules come from: the settings, read again from the start."""

import asyncio
from collections.abc import Callable

from adapters.jose.key_ring import JoseKeyRing
from application.ports.rulebooks import RulebookSource, RulebookUnusable
from domain.rulebook import Rulebook
from domain.signing_algorithm import SigningAlgorithm
from entrypoints.settings import Settings, SettingsError


class ReadAgain(RulebookSource):
    """Checks everything as the start does, and takes of it what may change."""

    def __init__(self, *, reread: Callable[[], Settings], key_ring: JoseKeyRing) -> None:
        self._reread = reread
        self._key_ring = key_ring

    async def read(self) -> Rulebook:
        """Give the rules as they are written now; requests go on while they are read."""
        try:
            settings = await asyncio.to_thread(self._reread)
            check_algorithms(settings, self._key_ring)
        except SettingsError as fault:
            raise RulebookUnusable(str(fault)) from None
        return settings.rulebook


def check_algorithms(settings: Settings, key_ring: JoseKeyRing) -> None:
    """Raise :class:`SettingsError` unless there is a key for each algorithm that is wanted."""
    if key_ring.signing_key(SigningAlgorithm.RS256) is None:
        missing = "no key in it signs RS256: guildpass keys generate"
        mend = "or, to keep the key of before, set JWT_PRIVATE_KEY_FILE beside it"
        raise SettingsError("JWT_KEYS_DIR", f"{missing}; {mend}")
    for client in settings.clients:
        alg = client.id_token_signed_response_alg
        if key_ring.signing_key(alg) is None:
            mend = f"has no key: guildpass keys generate --alg {alg}, in JWT_KEYS_DIR"
            name = "id_token_signed_response_alg"
            raise settings.read.client_error(client.client_id, name, mend)

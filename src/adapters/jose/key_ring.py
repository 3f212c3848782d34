"""The keys this process works with: swapped whole, and each in use when its time has come."""

import asyncio
from collections.abc import Iterable

import structlog

from adapters.jose.key_files import Found, KeyFiles
from adapters.jose.signing_key import SigningKey
from application.ports.clock import Clock
from application.ports.health import Health
from application.ports.keys import KeyReloading
from application.ports.tokens import KeySet
from domain.key_life import KeySchedule
from domain.signing_algorithm import SigningAlgorithm

# Anybody may read it; the log says which.
_WARNING = "a key file or its directory cannot be used: the log says which"

_log = structlog.get_logger("guildpass.keys")


class JoseKeyRing(KeySet, KeyReloading, Health):
    """Asks the clock each time, so that a key begins and ceases to sign without a reload."""

    def __init__(
        self, *, found: Found, files: KeyFiles, schedule: KeySchedule, clock: Clock
    ) -> None:
        self._files = files
        self._schedule = schedule
        self._clock = clock
        self._keys = {key.kid: key for key in found.keys}
        self._faults = found.faults
        self._exposed: tuple[str, ...] = ()

    def signing_key(self, alg: SigningAlgorithm) -> SigningKey | None:
        """Give the key that signs now; None if there is none."""
        return self._signing(self._keys, alg)

    def verifying_key(self, kid: str) -> SigningKey | None:
        """Give the key of that name unless it is gone."""
        keys = self._keys
        living = self._schedule.published([key.record for key in keys.values()], self._clock.now())
        return keys[kid] if any(record.kid == kid for record in living) else None

    def jwks(self) -> dict[str, object]:
        """Give the JWK Set."""
        keys = self._keys
        living = self._schedule.published([key.record for key in keys.values()], self._clock.now())
        return {"keys": [dict(keys[record.kid].public) for record in living]}

    def warnings(self) -> tuple[str, ...]:
        """Tell whether anything is broken."""
        return (_WARNING,) if self._faults else ()

    async def reload(self) -> bool:
        """Look at the disk again; tell whether all of it could be used."""
        try:
            found = await asyncio.to_thread(self._files.read)
        except OSError as fault:
            self._note((f"the directory cannot be read ({fault.strerror})",))
        else:
            self._take(found)
        return not self._faults

    def _take(self, found: Found) -> None:
        keys = {key.kid: key for key in found.keys}
        lost = [alg for alg in self._in_use() if self._signing(keys, alg) is None]
        if lost:
            why = f"no key is left that signs {', '.join(lost)}: those of before stay in use"
            self._note((*found.faults, why))
            return
        self._note(found.faults)
        self._warn_of_exposed(found.exposed)
        if keys.keys() != self._keys.keys():
            added, removed = keys.keys() - self._keys.keys(), self._keys.keys() - keys.keys()
            _log.info("keys_changed", added=sorted(added), removed=sorted(removed))
        self._keys = keys

    def _in_use(self) -> Iterable[SigningAlgorithm]:
        return [alg for alg in SigningAlgorithm if self.signing_key(alg)]

    def _signing(self, keys: dict[str, SigningKey], alg: SigningAlgorithm) -> SigningKey | None:
        records = [key.record for key in keys.values()]
        record = self._schedule.signing(alg, records, self._clock.now())
        return keys[record.kid] if record else None

    def _note(self, faults: tuple[str, ...]) -> None:
        # Once for each change, or every reload would repeat it.
        for fault in faults:
            if fault not in self._faults:
                _log.error("keys_unusable", reason=fault, mend="the keys of before stay in use")
        if self._faults and not faults:
            _log.info("keys_usable_again")
        self._faults = faults

    def _warn_of_exposed(self, exposed: tuple[str, ...]) -> None:
        for name in exposed:
            if name not in self._exposed:
                mend = "chmod go= (and rotate, if others are on this machine)"
                _log.warning("key_readable_by_others", file=name, mend=mend)
        self._exposed = exposed

"""Examination: the clock, by which every token and every code is judged."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from application.doctor.check import Check, Examination, failed, ok, warning
from application.ports.clock import Clock
from application.ports.http_probe import HttpProbe, ProbeFault
from application.ports.store import StoreUnavailable
from application.ports.store_inspection import StoreInspection

_ODD, _WRONG = timedelta(seconds=5), timedelta(seconds=60)
_MEND = "let one that is wrong be set by NTP: timedatectl set-ntp true"
_REDIS = "Redis"


class ExamineClock(Examination):
    """Compare it with the clocks of others; who does not answer is told of elsewhere.

    ``addresses``: by the name of whose clock it is, what answers with a date.
    """

    name = "clock"

    def __init__(
        self,
        *,
        clock: Clock,
        probe: HttpProbe,
        addresses: Mapping[str, str],
        inspection: StoreInspection | None,
    ) -> None:
        self._clock = clock
        self._probe = probe
        self._addresses = addresses
        self._inspection = inspection

    async def __call__(self) -> list[Check]:
        """Say which differ, and by how much."""
        away = {whose: await self._by_http(url) for whose, url in self._addresses.items()}
        away[_REDIS] = await self._by_store()
        told = {whose: seconds for whose, seconds in away.items() if seconds is not None}
        if not told:
            mend = "mend what did not answer, and look again"
            return [warning(self.name, "there is no other clock to compare it with", mend)]
        wrong = [_judged(whose, by) for whose, by in told.items() if abs(by) > _ODD]
        return wrong or [ok(self.name, f"agrees with {', '.join(told)}")]

    async def _by_http(self, url: str) -> timedelta | None:
        try:
            fetched = await self._probe.get(url)
        except ProbeFault:
            return None
        return self._away(fetched.date)

    async def _by_store(self) -> timedelta | None:
        if self._inspection is None:
            return None
        try:
            return self._away((await self._inspection.facts()).now)
        except StoreUnavailable:
            return None

    def _away(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else self._clock.now() - moment


def _judged(whose: str, by: timedelta) -> Check:
    way = "ahead of" if by > timedelta() else "behind"
    said = f"{abs(by).total_seconds():.0f} seconds {way} that of {whose}"
    return (failed if abs(by) > _WRONG else warning)("clock", said, _MEND)

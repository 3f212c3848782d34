"""The memory behind the memory stores."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush

from application.ports.clock import Clock
from application.ports.store import Store, StoreUnavailable

# Anybody may begin a sign-in, so that the memory has to end somewhere: at about 200 MB here.
_MOST_RECORDS = 50_000


@dataclass(slots=True)
class Record:
    """Encoded bytes, when they may go, and which attempt used them up."""

    data: bytes
    keep_until: datetime
    taken_by: str | None = None


class MemoryStore(Store):
    """Encoded records by key, forgotten once their time has passed.

    Bytes are kept instead of entities, so that nothing is shared with the caller and nothing
    passes here that another store could not keep.
    """

    def __init__(self, *, clock: Clock, most_records: int = _MOST_RECORDS) -> None:
        self._clock = clock
        self._most_records = most_records
        self._records: dict[str, Record] = {}
        self._deadlines: list[tuple[datetime, str]] = []

    async def ping(self) -> None:
        """Return: memory always answers."""

    def put(self, key: str, data: bytes, keep_for: timedelta) -> None:
        """Keep bytes, or raise ``StoreUnavailable`` when there is no room left.

        What is there stays: putting it again does not make a used record fresh.
        """
        self._forget_old()
        if key in self._records:
            return
        if len(self._records) >= self._most_records:
            raise StoreUnavailable("the memory store is full")
        record = Record(data=data, keep_until=self._clock.now() + keep_for)
        self._records[key] = record
        heappush(self._deadlines, (record.keep_until, key))

    def overwrite(self, key: str, data: bytes, keep_for: timedelta) -> None:
        """Keep bytes whether or not others are there, for no shorter time than those."""
        self.put(key, data, keep_for)
        record = self._records[key]
        record.data = data
        record.keep_until = max(record.keep_until, self._clock.now() + keep_for)

    def now(self) -> datetime:
        """Give the time by which records are kept."""
        return self._clock.now()

    def get(self, key: str) -> Record | None:
        """Give the record, or None."""
        self._forget_old()
        return self._records.get(key)

    def unused(self, key: str) -> bytes | None:
        """Give the bytes of a record that nobody has taken, or None."""
        record = self.get(key)
        return record.data if record and record.taken_by is None else None

    def take(self, key: str, attempt: str) -> bool:
        """Use a record up: True for the first attempt, and for that one again."""
        record = self.get(key)
        if record is None:
            return False
        record.taken_by = record.taken_by or attempt
        return record.taken_by == attempt

    def remove(self, key: str) -> None:
        """Forget a record, if it is there."""
        self._records.pop(key, None)

    def extend(self, key: str, keep_for: timedelta) -> None:
        """Keep a record for a new time, counted from now and not shorter than the old one."""
        # Its one deadline stays where it is, and finds out when it comes.
        self._records[key].keep_until = self._clock.now() + keep_for

    def _forget_old(self) -> None:
        now = self._clock.now()
        while self._deadlines and self._deadlines[0][0] <= now:
            _, key = heappop(self._deadlines)
            record = self._records.get(key)
            if record and record.keep_until <= now:
                del self._records[key]
            elif record:
                heappush(self._deadlines, (record.keep_until, key))

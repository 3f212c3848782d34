"""Examination: the database behind the stores."""

from collections.abc import Iterator

from application.doctor.check import Check, Examination, failed, ok, warning
from application.ports.store import StoreUnavailable
from application.ports.store_inspection import StoreFacts, StoreInspection

_NAME = "store"
_OLDEST = (7, 2)
_KEEPS = "noeviction"
_MENDS = {
    "AuthenticationError": "the user or the password in REDIS_URL is not right",
    "NoPermissionError": "let the user of REDIS_URL run every command, INFO and TIME among them",
    "ResponseError": (
        "look at the number of the database at the end of REDIS_URL, and let INFO and TIME be run"
    ),
}
_UNREACHED = (
    "is Redis running, and is REDIS_URL its address as seen from this machine, "
    "with rediss:// if it speaks TLS, and not otherwise?"
)
_WRITE_MENDS = {
    "NoPermissionError": (
        "let the user of REDIS_URL run every command on every key that begins with REDIS_KEY_PREFIX"
    ),
    "OutOfMemoryError": "raise its maxmemory, or give Guildpass a Redis of its own",
}
_UNWRITTEN = "look at its log, at min-replicas-to-write, and at its disk"


class ExamineStore(Examination):
    """Ask Redis how it is set up; None is the memory store, in which there is nothing to ask."""

    name = _NAME

    def __init__(self, *, inspection: StoreInspection | None) -> None:
        self._inspection = inspection

    async def __call__(self) -> list[Check]:
        """Say what would lose data, or give it to others."""
        if self._inspection is None:
            said = "in memory: sessions, codes and tokens are gone at each restart"
            return [warning(_NAME, said, "set REDIS_URL")]
        try:
            facts = await self._inspection.facts()
        except StoreUnavailable as fault:
            return [failed(_NAME, fault.reason, _MENDS.get(fault.detail, _UNREACHED))]
        return list(_found(facts)) or [ok(_NAME, f"Redis {_dotted(facts.version)}, set up well")]


def _found(facts: StoreFacts) -> Iterator[Check]:
    yield from _unfit(facts)
    if facts.appends is False:
        mend = "appendonly yes: else a restart can forget that a code was used"
        yield warning(_NAME, "Redis does not keep each write on disk (appendonly no)", mend)
    if not facts.asks_for_password:
        said = "Redis asks for no password, at least not for this user"
        yield warning(_NAME, said, "requirepass in Redis, and the password in REDIS_URL")


def _unfit(facts: StoreFacts) -> Iterator[Check]:
    if facts.version < _OLDEST:
        said = f"Redis {_dotted(facts.version)} is too old"
        yield failed(_NAME, said, f"run {_dotted(_OLDEST)} or newer")
    if facts.eviction not in {None, _KEEPS}:
        said = f"maxmemory-policy is {facts.eviction}: people would be signed out at random"
        yield failed(_NAME, said, f"set maxmemory-policy {_KEEPS}")
    yield from _unwritten(facts)


def _unwritten(facts: StoreFacts) -> Iterator[Check]:
    if facts.is_replica:
        mend = "let REDIS_URL lead to the primary"
        yield failed(_NAME, "this Redis is a replica, which takes no writes", mend)
    elif facts.writes_fail:
        said = "Redis could not write to its disk the last time it tried"
        yield failed(_NAME, said, "look at its log, and at the space and the rights on its disk")
    elif facts.refusal:
        said = f"Redis refuses what is written ({facts.refusal})"
        yield failed(_NAME, said, _WRITE_MENDS.get(facts.refusal, _UNWRITTEN))


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))

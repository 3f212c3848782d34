"""A store that would lose what it holds, or give it away, is named."""

import pytest

from application.doctor.examine_store import ExamineStore
from application.ports.store import StoreUnavailable
from tests.fakes.doctor import FakeInspection
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio


async def test_a_redis_as_the_readme_wants_it_is_good() -> None:
    assert await lines_of(ExamineStore(inspection=FakeInspection())) == [
        "ok store: Redis 7.2.4, set up well"
    ]
    untold = FakeInspection().differs(eviction=None, appends=None)
    assert (await lines_of(ExamineStore(inspection=untold)))[0].startswith("ok")


async def test_memory_is_a_warning() -> None:
    (line,) = await lines_of(ExamineStore(inspection=None))
    assert line.startswith("warning store: in memory")


@pytest.mark.parametrize(
    ("detail", "mend"),
    [
        ("AuthenticationError", "the user or the password in REDIS_URL is not right"),
        ("ResponseError", "look at the number of the database at the end of REDIS_URL"),
        ("ConnectionError", "is Redis running, and is REDIS_URL its address as seen from this"),
    ],
)
async def test_the_mend_fits_why_it_does_not_answer(detail: str, mend: str) -> None:
    inspection = FakeInspection(StoreUnavailable(detail))
    (check,) = await ExamineStore(inspection=inspection)()
    assert check.said == f"the store does not answer ({detail})"
    assert check.mend is not None
    assert check.mend.startswith(mend)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"version": (7, 0, 15)}, "failed store: Redis 7.0.15 is too old"),
        ({"is_replica": True}, "failed store: this Redis is a replica"),
        ({"eviction": "allkeys-lru"}, "failed store: maxmemory-policy is allkeys-lru"),
        ({"writes_fail": True}, "failed store: Redis could not write to its disk"),
        ({"refusal": "AnyError"}, "failed store: Redis refuses what is written (AnyError)"),
        ({"refusal": "AnyError", "is_replica": True}, "failed store: this Redis is a replica"),
        ({"appends": False}, "warning store: Redis does not keep each write on disk"),
        ({"asks_for_password": False}, "warning store: Redis asks for no password"),
    ],
)
async def test_what_is_set_up_otherwise_is_named(changes: dict[str, object], line: str) -> None:
    (said,) = await lines_of(ExamineStore(inspection=FakeInspection().differs(**changes)))
    assert said.startswith(line)


@pytest.mark.parametrize(
    ("refusal", "mend"),
    [
        ("NoPermissionError", "let the user of REDIS_URL run every command on every key that"),
        ("OutOfMemoryError", "raise its maxmemory"),
        ("ResponseError", "look at its log, at min-replicas-to-write"),
    ],
)
async def test_the_mend_fits_why_it_refuses_what_is_written(refusal: str, mend: str) -> None:
    (check,) = await ExamineStore(inspection=FakeInspection().differs(refusal=refusal))()
    assert check.mend is not None
    assert check.mend.startswith(mend)

"""The clock is compared with those of others."""

from datetime import timedelta

import pytest

from application.doctor.examine_clock import ExamineClock
from application.ports.http_probe import Fetched
from application.ports.store import StoreUnavailable
from tests.builders import NOW
from tests.fakes.clock import FakeClock
from tests.fakes.doctor import FakeInspection, FakeProbe, dated
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio


async def found(inspection: FakeInspection | None, **answers: Fetched) -> list[str]:
    """Give what is said when these answer."""
    addresses = {"Discord": "discord", "the issuer": "issuer"}
    probe = FakeProbe(dict(answers))
    return await lines_of(
        ExamineClock(clock=FakeClock(), probe=probe, addresses=addresses, inspection=inspection)
    )


async def test_clocks_that_agree_are_named_and_silent_ones_are_not() -> None:
    near = dated(NOW - timedelta(seconds=5))
    assert await found(FakeInspection(), discord=near, issuer=dated(NOW)) == [
        "ok clock: agrees with Discord, the issuer, Redis"
    ]
    silent = FakeInspection(StoreUnavailable("nobody there"))
    assert await found(silent, issuer=dated(NOW)) == ["ok clock: agrees with the issuer"]


async def test_clocks_that_differ_are_named_each_by_how_much() -> None:
    ahead, behind = dated(NOW - timedelta(seconds=6)), dated(NOW + timedelta(seconds=61))
    redis = FakeInspection().differs(now=NOW - timedelta(seconds=60))
    assert await found(redis, discord=ahead, issuer=behind) == [
        "warning clock: 6 seconds ahead of that of Discord",
        "failed clock: 61 seconds behind that of the issuer",
        "warning clock: 60 seconds ahead of that of Redis",
    ]


async def test_without_another_clock_nothing_is_certain() -> None:
    assert await found(None, discord=dated(None)) == [
        "warning clock: there is no other clock to compare it with"
    ]

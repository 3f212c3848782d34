"""The contract of ``SignOns``, on every adapter."""

import asyncio

import pytest
from redis.asyncio import Redis

from adapters.store.memory.sign_ons import MemorySignOns
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.sign_ons import RedisSignOns
from adapters.store.redis.store import RedisStore
from application.ports.sign_ons import SignOns
from tests.contract.entities import KEEP_FOR
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio

SID = "s" * 43
# Words that a key or a list made by mere joining would take for one another.
ODD = [
    "a", "A", "a:b", ":a", "a:", "a b", " a", "*", "a*", "{a}", "}a{", "a\\n", "a\n", "a\x00",
    "\x00", "a%3Ab", "\N{GREEK SMALL LETTER ALPHA}", "\N{SNOWMAN}", "ended:a", "x" * 1000,
]  # fmt: skip


class SignOnsContract:
    async def test_a_session_nobody_joined_has_no_clients_and_has_not_ended(
        self, sign_ons: SignOns
    ) -> None:
        assert not await sign_ons.has_ended(SID)
        assert await sign_ons.end(SID, keep_for=KEEP_FOR) == frozenset()
        assert await sign_ons.has_ended(SID)

    async def test_clients_add_up(self, sign_ons: SignOns) -> None:
        for client_id in ("dashboard", "forum", "dashboard"):
            await sign_ons.join(SID, client_id, keep_for=KEEP_FOR)
        assert not await sign_ons.has_ended(SID)
        assert await sign_ons.end(SID, keep_for=KEEP_FOR) == {"dashboard", "forum"}

    async def test_ending_again_gives_the_same_clients(self, sign_ons: SignOns) -> None:
        await sign_ons.join(SID, "dashboard", keep_for=KEEP_FOR)
        ends = [await sign_ons.end(SID, keep_for=KEEP_FOR) for _ in range(3)]
        assert ends == [{"dashboard"}] * 3
        assert await sign_ons.has_ended(SID)

    async def test_who_joins_after_the_end_does_not_bring_it_back(self, sign_ons: SignOns) -> None:
        await sign_ons.end(SID, keep_for=KEEP_FOR)
        await sign_ons.join(SID, "dashboard", keep_for=KEEP_FOR)
        assert await sign_ons.has_ended(SID)
        assert await sign_ons.end(SID, keep_for=KEEP_FOR) == {"dashboard"}

    async def test_other_sessions_are_untouched(self, sign_ons: SignOns) -> None:
        others = ["t" * 43, SID[:-1], SID + "s", SID.upper(), ""]
        for sid in (SID, *others):
            await sign_ons.join(sid, "dashboard", keep_for=KEEP_FOR)
        await sign_ons.end(SID, keep_for=KEEP_FOR)
        assert [await sign_ons.has_ended(sid) for sid in others] == [False] * len(others)
        for sid in others:
            assert await sign_ons.end(sid, keep_for=KEEP_FOR) == {"dashboard"}

    async def test_odd_sids_are_told_apart(self, sign_ons: SignOns) -> None:
        for number, sid in enumerate(ODD):
            await sign_ons.join(sid, f"client-{number}", keep_for=KEEP_FOR)
        for number, sid in enumerate(ODD):
            assert not await sign_ons.has_ended(sid)
            assert await sign_ons.end(sid, keep_for=KEEP_FOR) == {f"client-{number}"}

    async def test_odd_client_ids_come_back_as_they_are(self, sign_ons: SignOns) -> None:
        for client_id in ODD:
            await sign_ons.join(SID, client_id, keep_for=KEEP_FOR)
        assert await sign_ons.end(SID, keep_for=KEEP_FOR) == set(ODD)

    async def test_who_joins_at_the_same_time_is_in(self, sign_ons: SignOns) -> None:
        clients = [f"client-{number}" for number in range(20)]
        await asyncio.gather(
            *(sign_ons.join(SID, client_id, keep_for=KEEP_FOR) for client_id in clients)
        )
        assert await sign_ons.end(SID, keep_for=KEEP_FOR) == set(clients)


class TestMemorySignOns(SignOnsContract):
    @pytest.fixture
    def sign_ons(self) -> SignOns:
        return MemorySignOns(store=MemoryStore(clock=FakeClock()))


@pytest.mark.redis
class TestRedisSignOns(SignOnsContract):
    @pytest.fixture
    def sign_ons(self, redis: Redis) -> SignOns:
        return RedisSignOns(store=RedisStore(redis=redis))

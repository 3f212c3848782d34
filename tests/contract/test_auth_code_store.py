"""The contract of ``AuthCodeStore``, on every adapter."""

import asyncio
from collections import Counter

import pytest
from redis.asyncio import Redis

from application.ports.auth_code_store import Redemption
from domain.auth_code import AuthCode
from tests.contract.code_stores import CodeStores, memory_stores, redis_stores
from tests.contract.entities import (
    BARE_CODE,
    DIGEST,
    FULL_CODE,
    KEEP_FOR,
    OTHER_DIGEST,
    ROLELESS_CODE,
)
from tests.contract.grants import grant_of

pytestmark = pytest.mark.anyio

every_shape = pytest.mark.parametrize(
    "auth_code", [FULL_CODE, BARE_CODE, ROLELESS_CODE], ids=["full", "bare", "roleless"]
)


class AuthCodeStoreContract:
    @every_shape
    async def test_every_field_survives_the_round_trip(
        self, stores: CodeStores, auth_code: AuthCode
    ) -> None:
        await stores.put(auth_code)
        stored = await stores.codes.get(DIGEST)
        assert stored is not None
        assert stored.auth_code == auth_code
        assert stored.auth_code.auth_time.utcoffset() is not None
        assert not stored.used

    async def test_nothing_is_shared_with_the_caller(self, stores: CodeStores) -> None:
        await stores.put(FULL_CODE)
        one, two = await stores.codes.get(DIGEST), await stores.codes.get(DIGEST)
        assert one is not None
        assert two is not None
        assert one.auth_code is not FULL_CODE
        assert one.auth_code.identity is not FULL_CODE.identity
        assert one.auth_code is not two.auth_code

    async def test_an_unknown_code_is_absent(self, stores: CodeStores) -> None:
        assert await stores.codes.get(DIGEST) is None

    async def test_looking_at_a_code_does_not_use_it_up(self, stores: CodeStores) -> None:
        await stores.put()
        await stores.codes.get(DIGEST)
        await stores.codes.get(DIGEST)
        assert await stores.redeem("first") is Redemption.FIRST

    async def test_a_code_is_redeemed_once(self, stores: CodeStores) -> None:
        await stores.put()
        assert await stores.redeem("first") is Redemption.FIRST
        assert await stores.redeem("second") is Redemption.REPLAY

    async def test_a_replay_is_told_apart_from_an_unknown_code(self, stores: CodeStores) -> None:
        await stores.put()
        await stores.redeem("first")
        grant = FULL_CODE.grant()
        unknown = await stores.codes.redeem(OTHER_DIGEST, grant, attempt="first", keep_for=KEEP_FOR)
        assert unknown is Redemption.UNKNOWN
        assert await stores.redeem("second") is Redemption.REPLAY

    async def test_the_same_attempt_again_is_the_same_redeemer(self, stores: CodeStores) -> None:
        await stores.put()
        assert await stores.redeem("first") is Redemption.FIRST
        assert await stores.redeem("second") is Redemption.REPLAY
        assert await stores.redeem("first") is Redemption.FIRST

    async def test_a_used_code_stays_as_a_tombstone(self, stores: CodeStores) -> None:
        await stores.put()
        await stores.redeem("first")
        stored = await stores.codes.get(DIGEST)
        assert stored is not None
        assert stored.used
        assert stored.auth_code == FULL_CODE

    async def test_putting_a_used_code_again_does_not_bring_it_back(
        self, stores: CodeStores
    ) -> None:
        await stores.put()
        await stores.redeem("first")
        await stores.put()
        assert await stores.redeem("second") is Redemption.REPLAY

    async def test_redeeming_one_code_leaves_the_others(self, stores: CodeStores) -> None:
        await stores.put()
        await stores.codes.put(OTHER_DIGEST, BARE_CODE, keep_for=KEEP_FOR)
        await stores.redeem("first")
        other = await stores.codes.get(OTHER_DIGEST)
        assert other is not None
        assert not other.used
        assert await stores.grants.get(OTHER_DIGEST) is None

    async def test_only_one_of_fifty_concurrent_redeemers_wins(self, stores: CodeStores) -> None:
        await stores.put()
        redeemers = [
            stores.codes.redeem(
                DIGEST, grant_of(f"client-{n}"), attempt=f"attempt-{n}", keep_for=KEEP_FOR
            )
            for n in range(50)
        ]
        redemptions = await asyncio.gather(*redeemers)
        assert Counter(redemptions) == {Redemption.FIRST: 1, Redemption.REPLAY: 49}
        winner = redemptions.index(Redemption.FIRST)
        stored = await stores.look()
        assert stored.grant == grant_of(f"client-{winner}")
        assert stored.revision == f"attempt-{winner}"


class TestMemoryAuthCodeStore(AuthCodeStoreContract):
    @pytest.fixture
    def stores(self) -> CodeStores:
        return memory_stores()


@pytest.mark.redis
class TestRedisAuthCodeStore(AuthCodeStoreContract):
    @pytest.fixture
    def stores(self, redis: Redis) -> CodeStores:
        return redis_stores(redis)

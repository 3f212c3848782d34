"""The contract of ``GrantStore``, on every adapter: grants come from redeeming codes."""

import asyncio

import pytest
from redis.asyncio import Redis

from application.ports.auth_code_store import Redemption
from domain.grant import Grant
from tests.contract.code_stores import CodeStores, memory_stores, redis_stores
from tests.contract.entities import BARE_CODE, DIGEST, FULL_CODE, KEEP_FOR, OTHER_DIGEST
from tests.contract.grants import EVERY_GRANT, grant_of

pytestmark = pytest.mark.anyio


class GrantStoreContract:
    async def test_an_unknown_grant_is_absent(self, stores: CodeStores) -> None:
        assert await stores.grants.get(DIGEST) is None

    async def test_a_code_that_was_not_redeemed_has_no_grant(self, stores: CodeStores) -> None:
        await stores.put()
        assert await stores.grants.get(DIGEST) is None

    @pytest.mark.parametrize("grant", EVERY_GRANT.values(), ids=EVERY_GRANT.keys())
    async def test_redeeming_creates_the_grant_with_every_field(
        self, stores: CodeStores, grant: Grant
    ) -> None:
        stored = await stores.begin(grant)
        assert stored.grant == grant
        moments = [stored.grant.auth_time, stored.grant.read_at]
        moments += stored.grant.ended_tokens.values()
        if stored.grant.refresh is not None:
            family = stored.grant.refresh
            moments += [family.rotated_at, family.used_at, family.expires_at]
        assert all(moment.utcoffset() is not None for moment in moments)

    async def test_the_first_revision_is_the_attempt(self, stores: CodeStores) -> None:
        assert (await stores.begin(attempt="the winner")).revision == "the winner"

    async def test_nothing_is_shared_with_the_caller(self, stores: CodeStores) -> None:
        created = grant_of("dashboard")
        one, two = (await stores.begin(created)).grant, (await stores.look()).grant
        assert one is not created
        assert one.identity is not created.identity
        assert one is not two

    async def test_whoever_sees_the_code_used_sees_the_grant(self, stores: CodeStores) -> None:
        await stores.put()

        async def watch() -> None:
            while True:
                stored = await stores.codes.get(DIGEST)
                assert stored is not None
                if stored.used:
                    assert await stores.grants.get(DIGEST) is not None
                    return
                await asyncio.sleep(0)

        watchers = asyncio.gather(*(watch() for _ in range(10)))
        await asyncio.sleep(0)
        await stores.redeem("first")
        await watchers

    async def test_an_unknown_code_creates_no_grant(self, stores: CodeStores) -> None:
        assert await stores.redeem("first") is Redemption.UNKNOWN
        assert await stores.grants.get(DIGEST) is None

    async def test_a_replay_does_not_change_the_grant(self, stores: CodeStores) -> None:
        await stores.put()
        await stores.redeem("first")
        await stores.redeem("second", BARE_CODE)
        assert await stores.grant() == FULL_CODE.grant()

    async def test_an_ended_grant_is_gone(self, stores: CodeStores) -> None:
        await stores.put()
        await stores.redeem("first")
        await stores.grants.end(DIGEST)
        assert await stores.grants.get(DIGEST) is None

    async def test_an_ended_grant_stays_ended_when_the_winning_attempt_repeats(
        self, stores: CodeStores
    ) -> None:
        await stores.put()
        await stores.redeem("first")
        await stores.grants.end(DIGEST)
        assert await stores.redeem("first") is Redemption.FIRST
        assert await stores.grants.get(DIGEST) is None

    async def test_the_code_of_an_ended_grant_stays_used(self, stores: CodeStores) -> None:
        await stores.put()
        await stores.redeem("first")
        await stores.grants.end(DIGEST)
        assert await stores.redeem("second") is Redemption.REPLAY
        assert await stores.grants.get(DIGEST) is None

    async def test_ending_nothing_is_no_error(self, stores: CodeStores) -> None:
        await stores.grants.end(DIGEST)
        await stores.put()
        await stores.grants.end(DIGEST)
        assert await stores.redeem("first") is Redemption.FIRST
        await stores.grants.end(DIGEST)
        await stores.grants.end(DIGEST)

    async def test_ending_one_grant_leaves_the_others(self, stores: CodeStores) -> None:
        await stores.put()
        await stores.redeem("first")
        await stores.codes.put(OTHER_DIGEST, BARE_CODE, keep_for=KEEP_FOR)
        await stores.codes.redeem(
            OTHER_DIGEST, BARE_CODE.grant(), attempt="first", keep_for=KEEP_FOR
        )
        await stores.grants.end(DIGEST)
        assert await stores.grant(OTHER_DIGEST) == BARE_CODE.grant()


class TestMemoryGrantStore(GrantStoreContract):
    @pytest.fixture
    def stores(self) -> CodeStores:
        return memory_stores()


@pytest.mark.redis
class TestRedisGrantStore(GrantStoreContract):
    @pytest.fixture
    def stores(self, redis: Redis) -> CodeStores:
        return redis_stores(redis)

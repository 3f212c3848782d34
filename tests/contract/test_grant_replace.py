"""The contract of ``GrantStore.replace``, on every adapter: compare, and swap (C-22, N-RF-03)."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from application.ports.auth_code_store import Redemption
from application.ports.grant_store import StoredGrant
from domain.grant import Grant
from tests.contract.code_stores import CodeStores, memory_stores, redis_stores
from tests.contract.entities import DIGEST, OTHER_DIGEST
from tests.contract.grants import BARE_GRANT, EVERY_GRANT, FULL_GRANT, HOUR, grant_of

pytestmark = pytest.mark.anyio

CALLERS = 50


async def change(
    stores: CodeStores, before: StoredGrant, grant: Grant, *, revision: str = "second"
) -> bool:
    """Replace the grant under ``DIGEST``, for the time it had left."""
    return await stores.grants.replace(DIGEST, before, grant, revision=revision, keep_for=None)


async def end_token(stores: CodeStores, name: str) -> None:
    """Add to the grant, whatever others add, as a use case does."""
    for tries in range(CALLERS):
        before = await stores.look()
        ended = {**before.grant.ended_tokens, name: FULL_GRANT.auth_time}
        grant = replace(before.grant, ended_tokens=ended)
        if await change(stores, before, grant, revision=f"{name}, {tries}"):
            return
    raise AssertionError("nobody got on")


class GrantReplaceContract:
    @pytest.mark.parametrize("keep_for", [None, HOUR], ids=["same time", "new time"])
    @pytest.mark.parametrize("grant", EVERY_GRANT.values(), ids=EVERY_GRANT.keys())
    async def test_every_field_is_replaced(
        self, stores: CodeStores, grant: Grant, keep_for: timedelta | None
    ) -> None:
        before = await stores.begin(grant_of("before"))
        assert await stores.grants.replace(
            DIGEST, before, grant, revision="second", keep_for=keep_for
        )
        assert await stores.look() == StoredGrant(grant=grant, revision="second")

    async def test_what_the_caller_changes_afterwards_is_not_kept(self, stores: CodeStores) -> None:
        ended = dict(FULL_GRANT.ended_tokens)
        await change(stores, await stores.begin(), replace(FULL_GRANT, ended_tokens=ended))
        ended.clear()
        assert await stores.grant() == FULL_GRANT

    async def test_a_grant_that_was_changed_meanwhile_stays_as_it_is(
        self, stores: CodeStores
    ) -> None:
        before = await stores.begin()
        assert await change(stores, before, grant_of("one"), revision="one")
        assert not await change(stores, before, grant_of("two"), revision="two")
        assert await stores.look() == StoredGrant(grant=grant_of("one"), revision="one")

    async def test_only_the_revision_counts_and_not_what_was_seen(self, stores: CodeStores) -> None:
        await stores.begin()
        seen = StoredGrant(grant=FULL_GRANT, revision="another")
        assert not await change(stores, seen, BARE_GRANT)
        assert await change(stores, replace(seen, revision="first"), BARE_GRANT)

    async def test_whoever_looks_again_may_change_it(self, stores: CodeStores) -> None:
        before = await stores.begin()
        for number in range(5):
            assert await change(stores, before, grant_of(f"{number}"), revision=f"{number}")
            before = await stores.look()
        assert before == StoredGrant(grant=grant_of("4"), revision="4")

    async def test_an_unknown_grant_is_not_changed_and_does_not_begin(
        self, stores: CodeStores
    ) -> None:
        await stores.put()
        before = StoredGrant(grant=FULL_GRANT, revision="first")
        assert not await change(stores, before, FULL_GRANT)
        assert not await stores.grants.replace(
            DIGEST, before, FULL_GRANT, revision="first", keep_for=HOUR
        )
        assert await stores.grant() is None
        assert await stores.grants.of(FULL_GRANT.subject) == {}

    @pytest.mark.parametrize("keep_for", [None, HOUR], ids=["same time", "new time"])
    async def test_a_grant_that_was_ended_meanwhile_does_not_come_back(
        self, stores: CodeStores, keep_for: timedelta | None
    ) -> None:
        before = await stores.begin()
        await stores.grants.end(DIGEST)
        for revision in ("second", before.revision):
            assert not await stores.grants.replace(
                DIGEST, before, BARE_GRANT, revision=revision, keep_for=keep_for
            )
        assert await stores.grant() is None
        assert await stores.grants.of(FULL_GRANT.subject) == {}

    async def test_the_same_revision_again_is_the_same_change(self, stores: CodeStores) -> None:
        before = await stores.begin()
        assert await change(stores, before, grant_of("one"), revision="one")
        assert await change(stores, before, grant_of("one"), revision="one")
        assert await stores.look() == StoredGrant(grant=grant_of("one"), revision="one")

    async def test_a_repeat_does_not_undo_what_somebody_else_changed(
        self, stores: CodeStores
    ) -> None:
        before = await stores.begin()
        await change(stores, before, grant_of("one"), revision="one")
        await change(stores, await stores.look(), grant_of("two"), revision="two")
        assert not await change(stores, before, grant_of("one"), revision="one")
        assert await stores.look() == StoredGrant(grant=grant_of("two"), revision="two")

    async def test_a_repeat_does_not_bring_back_what_was_ended(self, stores: CodeStores) -> None:
        before = await stores.begin()
        await change(stores, before, grant_of("one"), revision="one")
        await stores.grants.end(DIGEST)
        assert not await change(stores, before, grant_of("one"), revision="one")
        assert await stores.grant() is None

    async def test_redeeming_the_code_again_does_not_undo_a_change(
        self, stores: CodeStores
    ) -> None:
        await change(stores, await stores.begin(), BARE_GRANT)
        assert await stores.redeem("first") is Redemption.FIRST
        assert await stores.redeem("second") is Redemption.REPLAY
        assert await stores.look() == StoredGrant(grant=BARE_GRANT, revision="second")

    async def test_changing_one_grant_leaves_the_others(self, stores: CodeStores) -> None:
        other = await stores.begin(grant_of("other"), under=OTHER_DIGEST)
        await change(stores, await stores.begin(), BARE_GRANT)
        assert await stores.look(OTHER_DIGEST) == other

    async def test_of_fifty_that_saw_the_same_one_wins(self, stores: CodeStores) -> None:
        before = await stores.begin()
        for turn in range(4):
            names = [f"{turn}-{number}" for number in range(CALLERS)]
            changes = (change(stores, before, grant_of(name), revision=name) for name in names)
            won = await asyncio.gather(*changes)
            before = await stores.look()
            winner = names[won.index(True)]
            assert won.count(True) == 1
            assert before == StoredGrant(grant=grant_of(winner), revision=winner)

    async def test_of_fifty_that_look_again_no_change_is_lost(self, stores: CodeStores) -> None:
        await stores.begin(BARE_GRANT)
        names = {f"token-{number}" for number in range(CALLERS)}
        await asyncio.gather(*(end_token(stores, name) for name in names))
        assert (await stores.look()).grant.ended_tokens.keys() == names

    async def test_whoever_changes_it_while_it_ends_brings_nothing_back(
        self, stores: CodeStores
    ) -> None:
        for turn in range(20):
            before = await stores.begin(under=f"{turn}")
            changes = [
                stores.grants.replace(
                    f"{turn}", before, BARE_GRANT, revision=f"{n}", keep_for=HOUR if n % 2 else None
                )
                for n in range(10)
            ]
            await asyncio.gather(*changes[:5], stores.grants.end(f"{turn}"), *changes[5:])
            assert await stores.grant(f"{turn}") is None


class TestMemoryGrantReplace(GrantReplaceContract):
    @pytest.fixture
    def stores(self) -> CodeStores:
        return memory_stores()


@pytest.mark.redis
class TestRedisGrantReplace(GrantReplaceContract):
    @pytest.fixture
    def stores(self, redis: Redis) -> CodeStores:
        return redis_stores(redis)

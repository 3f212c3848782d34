"""The contract of ``GrantStore.of``, on every adapter: what a person has, a hundred at a client."""

import asyncio
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from application.ports.auth_code_store import Redemption
from domain.grant import Grant
from tests.contract.code_stores import CodeStores, memory_stores, redis_stores
from tests.contract.entities import DIGEST, KEEP_FOR, OTHER_DIGEST
from tests.contract.grants import BARE_GRANT, EVERY_GRANT, HOUR, grant_of

pytestmark = pytest.mark.anyio

ANNA, BERT = "1", "2"
WIKI, FORUM = "wiki", "forum"
MOST = 100


async def begin(
    stores: CodeStores,
    name: str,
    keep_for: timedelta = HOUR,
    subject: str = ANNA,
    client_id: str = WIKI,
) -> None:
    """Let a person have a grant of this name."""
    await stores.begin(grant_of(client_id, subject), under=name, keep_for=keep_for)


async def begin_a_hundred(stores: CodeStores) -> list[str]:
    """Let Anna have as many as one may, of which the first would end soonest."""
    names = [f"{number:03}" for number in range(MOST)]
    for name in reversed(names):
        await begin(stores, name, HOUR + timedelta(minutes=int(name)))
    return names


async def names_of(stores: CodeStores, subject: str = ANNA) -> list[str]:
    """Give the names of the grants."""
    grants = await stores.grants.of(subject)
    assert all(grant == grant_of(grant.client_id, subject) for grant in grants.values())
    return sorted(grants)


class GrantsOfPersonContract:
    async def test_a_stranger_has_none(self, stores: CodeStores) -> None:
        assert await stores.grants.of(ANNA) == {}

    @pytest.mark.parametrize("grant", EVERY_GRANT.values(), ids=EVERY_GRANT.keys())
    async def test_a_grant_is_listed_with_every_field(
        self, stores: CodeStores, grant: Grant
    ) -> None:
        await stores.begin(grant)
        assert await stores.grants.of(grant.subject) == {DIGEST: grant}

    async def test_each_has_their_own(self, stores: CodeStores) -> None:
        await begin(stores, "a")
        await begin(stores, "b", subject=BERT)
        await begin(stores, "c")
        assert await names_of(stores) == ["a", "c"]
        assert await names_of(stores, BERT) == ["b"]

    @pytest.mark.parametrize("keep_for", [None, HOUR], ids=["same time", "new time"])
    async def test_a_grant_that_was_changed_is_listed_once_and_as_it_is(
        self, stores: CodeStores, keep_for: timedelta | None
    ) -> None:
        before = await stores.begin(grant_of("before", BARE_GRANT.subject))
        await stores.grants.replace(DIGEST, before, BARE_GRANT, revision="2", keep_for=keep_for)
        assert await stores.grants.of(BARE_GRANT.subject) == {DIGEST: BARE_GRANT}

    async def test_a_code_that_was_not_redeemed_is_no_grant(self, stores: CodeStores) -> None:
        await stores.put()
        other = stores.codes.redeem(OTHER_DIGEST, BARE_GRANT, attempt="1", keep_for=KEEP_FOR)
        assert await other is Redemption.UNKNOWN
        assert await stores.grants.of(BARE_GRANT.subject) == {}

    async def test_an_ended_grant_is_not_listed_and_the_others_are(
        self, stores: CodeStores
    ) -> None:
        for name in ("a", "b", "c"):
            await begin(stores, name)
        await stores.grants.end("b")
        await stores.grants.end("b")
        assert await names_of(stores) == ["a", "c"]

    async def test_what_is_read_is_nothing_of_the_store(self, stores: CodeStores) -> None:
        await begin(stores, "a")
        one, two = await stores.grants.of(ANNA), await stores.grants.of(ANNA)
        assert one["a"] is not two["a"]

    async def test_of_a_hundred_and_one_the_one_that_would_end_soonest_is_ended(
        self, stores: CodeStores
    ) -> None:
        names = await begin_a_hundred(stores)
        await begin(stores, "another", subject=BERT)
        assert await names_of(stores) == names
        await begin(stores, "new", 10 * HOUR)
        assert await names_of(stores) == [*names[1:], "new"]
        assert await stores.grants.get(names[0]) is None
        assert await names_of(stores, BERT) == ["another"]
        # Its code stays used.
        again = stores.codes.redeem(names[0], BARE_GRANT, attempt="new", keep_for=HOUR)
        assert await again is Redemption.REPLAY

    async def test_no_client_takes_the_room_of_another(self, stores: CodeStores) -> None:
        await begin(stores, "theirs", KEEP_FOR, client_id=FORUM)
        names = await begin_a_hundred(stores)
        await begin(stores, "new", 10 * HOUR)
        assert await names_of(stores) == [*names[1:], "new", "theirs"]

    async def test_the_new_one_stays_however_short_it_lives(self, stores: CodeStores) -> None:
        names = await begin_a_hundred(stores)
        await begin(stores, "new", KEEP_FOR)
        assert await names_of(stores) == [*names[1:], "new"]
        await begin(stores, "newer", KEEP_FOR)
        assert await names_of(stores) == [*names[1:], "newer"]

    async def test_a_grant_that_got_a_new_time_is_no_longer_the_first_to_go(
        self, stores: CodeStores
    ) -> None:
        first, second, *others = await begin_a_hundred(stores)
        before = await stores.look(first)
        await stores.grants.replace(first, before, before.grant, revision="2", keep_for=9 * HOUR)
        await begin(stores, "new", 10 * HOUR)
        assert await names_of(stores) == [first, *others, "new"]
        assert await stores.grants.get(second) is None

    async def test_those_that_were_ended_do_not_count(self, stores: CodeStores) -> None:
        names = await begin_a_hundred(stores)
        for name in names[50:]:
            await stores.grants.end(name)
        for number in range(50):
            await begin(stores, f"new-{number:02}")
        assert await names_of(stores) == [*names[:50], *(f"new-{n:02}" for n in range(50))]

    async def test_fifty_that_come_at_once_find_room(self, stores: CodeStores) -> None:
        names = await begin_a_hundred(stores)
        new = [f"new-{number:02}" for number in range(50)]
        await asyncio.gather(*(begin(stores, name, 10 * HOUR) for name in new))
        assert await names_of(stores) == [*names[50:], *new]
        assert not any([await stores.grants.get(name) for name in names[:50]])


class TestMemoryGrantsOfPerson(GrantsOfPersonContract):
    @pytest.fixture
    def stores(self) -> CodeStores:
        return memory_stores()


@pytest.mark.redis
class TestRedisGrantsOfPerson(GrantsOfPersonContract):
    @pytest.fixture
    def stores(self, redis: Redis) -> CodeStores:
        return redis_stores(redis)

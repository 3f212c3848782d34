"""The contract of ``LoginStore``, on every adapter."""

import asyncio

import pytest
from redis.asyncio import Redis

from adapters.store.memory.login_store import MemoryLoginStore
from adapters.store.memory.store import MemoryStore
from adapters.store.redis.login_store import RedisLoginStore
from adapters.store.redis.store import RedisStore
from application.ports.login_store import LoginStore
from domain.login import Login
from tests.contract.entities import BARE_LOGIN, DIGEST, FULL_LOGIN, KEEP_FOR, OTHER_DIGEST
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.anyio


class LoginStoreContract:
    @pytest.mark.parametrize("login", [FULL_LOGIN, BARE_LOGIN], ids=["full", "bare"])
    async def test_every_field_survives_the_round_trip(
        self, logins: LoginStore, login: Login
    ) -> None:
        await logins.put(DIGEST, login, keep_for=KEEP_FOR)
        assert await logins.get(DIGEST) == login

    async def test_a_moment_comes_back_aware(self, logins: LoginStore) -> None:
        await logins.put(DIGEST, BARE_LOGIN, keep_for=KEEP_FOR)
        kept = await logins.get(DIGEST)
        assert kept is not None
        assert kept.expires_at.utcoffset() is not None

    async def test_nothing_is_shared_with_the_caller(self, logins: LoginStore) -> None:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        kept = await logins.get(DIGEST)
        assert kept is not None
        assert kept is not FULL_LOGIN
        assert kept.request is not FULL_LOGIN.request
        assert kept is not await logins.get(DIGEST)

    async def test_an_unknown_login_is_absent(self, logins: LoginStore) -> None:
        assert await logins.get(DIGEST) is None

    async def test_an_unknown_login_cannot_be_taken(self, logins: LoginStore) -> None:
        assert not await logins.take(DIGEST, attempt="first")
        assert await logins.get(DIGEST) is None

    async def test_looking_at_a_login_does_not_use_it_up(self, logins: LoginStore) -> None:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        await logins.get(DIGEST)
        assert await logins.get(DIGEST) == FULL_LOGIN
        assert await logins.take(DIGEST, attempt="first")

    async def test_a_login_is_taken_once(self, logins: LoginStore) -> None:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        assert await logins.take(DIGEST, attempt="first")
        assert not await logins.take(DIGEST, attempt="second")

    async def test_the_same_attempt_again_is_the_same_taker(self, logins: LoginStore) -> None:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        assert await logins.take(DIGEST, attempt="first")
        assert not await logins.take(DIGEST, attempt="second")
        assert await logins.take(DIGEST, attempt="first")

    async def test_a_taken_login_is_no_longer_seen(self, logins: LoginStore) -> None:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        await logins.take(DIGEST, attempt="first")
        assert await logins.get(DIGEST) is None

    async def test_putting_a_taken_login_again_does_not_bring_it_back(
        self, logins: LoginStore
    ) -> None:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        await logins.take(DIGEST, attempt="first")
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        assert await logins.get(DIGEST) is None
        assert not await logins.take(DIGEST, attempt="second")

    async def test_taking_one_login_leaves_the_others(self, logins: LoginStore) -> None:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        await logins.put(OTHER_DIGEST, BARE_LOGIN, keep_for=KEEP_FOR)
        await logins.take(DIGEST, attempt="first")
        assert await logins.get(OTHER_DIGEST) == BARE_LOGIN
        assert await logins.take(OTHER_DIGEST, attempt="first")

    async def test_only_one_of_fifty_concurrent_takers_wins(self, logins: LoginStore) -> None:
        await logins.put(DIGEST, FULL_LOGIN, keep_for=KEEP_FOR)
        takers = [logins.take(DIGEST, attempt=f"attempt-{number}") for number in range(50)]
        assert sum(await asyncio.gather(*takers)) == 1


class TestMemoryLoginStore(LoginStoreContract):
    @pytest.fixture
    def logins(self) -> LoginStore:
        return MemoryLoginStore(store=MemoryStore(clock=FakeClock()))


@pytest.mark.redis
class TestRedisLoginStore(LoginStoreContract):
    @pytest.fixture
    def logins(self, redis: Redis) -> LoginStore:
        return RedisLoginStore(store=RedisStore(redis=redis))

"""From an access token to what it may say, in one trip to the store while it is fresh."""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from domain.errors import InsufficientScope, InvalidScope
from tests.builders import DISCORD_ID
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingGrantStore
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import House
from tests.unit.application.refreshing import GOOD, grant_of, offline, token_of, word_of, words_of

pytestmark = pytest.mark.anyio

_Ask = Callable[[House, str], Awaitable[dict[str, object]]]
_ASK: Mapping[str, _Ask] = {
    "userinfo": lambda house, token: house.userinfo(token),
    "introspection": lambda house, token: house.introspect(token),
}


def _watched(house: House) -> list[str]:
    faults = Faults()
    house.grants = FailingGrantStore(house.grants, faults)
    return faults.asked


@pytest.mark.parametrize("ask", _ASK.values(), ids=_ASK)
async def test_it_is_one_trip_to_the_store_while_the_roles_are_fresh(
    house: House, ask: _Ask
) -> None:
    issued = await offline(house)
    asked = _watched(house)
    await ask(house, issued.access_token)
    assert asked == ["get"]


@pytest.mark.parametrize("ask", _ASK.values(), ids=_ASK)
async def test_what_was_read_again_is_kept_once(house: House, ask: _Ask) -> None:
    issued = await offline(house)
    house.clock.advance(house.rules.freshness.total_seconds())
    asked = _watched(house)
    await ask(house, issued.access_token)
    await ask(house, issued.access_token)
    assert asked == ["get", "replace", "get"]


async def test_keeping_new_roles_keeps_the_grant_no_longer_than_before(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    (grant_id,) = await house.grants.of(DISCORD_ID)
    house.clock.advance(house.rules.freshness.total_seconds())
    await house.userinfo(issued.access_token)
    house.clock.advance((house.lifetimes.access - house.rules.freshness).total_seconds())
    assert await house.grants.get(grant_id) is None


async def test_of_a_token_that_is_none_the_store_is_not_asked(house: House) -> None:
    asked = _watched(house)
    assert await word_of(house.userinfo("a.b.c")) == "invalid_token"
    assert asked == []


async def test_a_narrower_access_token_says_only_that_and_the_refresh_token_keeps_all(
    house: House,
) -> None:
    """N-TK-16."""
    first = await offline(house)
    narrow = await house.refresh(token_of(first), scope="openid profile")
    assert narrow.scope == "openid profile"
    assert "roles" not in await house.userinfo(narrow.access_token)
    whole = await house.refresh(token_of(narrow))
    assert whole.scope == first.scope
    assert "roles" in await house.userinfo(whole.access_token)
    assert "roles" in await house.userinfo(first.access_token)


async def test_without_openid_there_is_neither_id_token_nor_userinfo(house: House) -> None:
    narrow = await house.refresh(token_of(await offline(house)), scope="roles")
    assert narrow.id_token is None
    with pytest.raises(InsufficientScope):
        await house.userinfo(narrow.access_token)


@pytest.mark.parametrize("scope", ["openid email", "admin", "openid\troles", " "])
async def test_a_wider_scope_is_refused_and_the_token_stays_as_it_was(
    house: House, scope: str
) -> None:
    """N-TK-16."""
    first = await offline(house)
    before = await grant_of(house, first)
    assert isinstance(house.members, FakeGuildMembers)
    with pytest.raises(InvalidScope):
        await house.refresh(token_of(first), scope=scope)
    # Nor does it cost Discord anything.
    assert house.members.asked == []
    assert await grant_of(house, first) == before
    assert await words_of(house, first) == GOOD


async def test_what_was_narrowed_once_may_be_had_again(house: House) -> None:
    narrow = await house.refresh(token_of(await offline(house)), scope="openid")
    whole = await house.refresh(token_of(narrow), scope="openid profile roles offline_access")
    assert whole.scope == "openid profile roles offline_access"

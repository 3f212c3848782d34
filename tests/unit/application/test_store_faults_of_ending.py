"""A store that fails while somebody's access is being ended: they are refused, and then ended."""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from application.events import AccessEnded
from application.ports.store import StoreUnavailable
from domain.authorization_response import AuthorizationRefused
from domain.opaque_token import digest
from tests.builders import DISCORD_ID, a_client, an_access_rules, an_identity
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.faults import fail
from tests.unit.application.house import House, code_of
from tests.unit.application.leaving import ended_everywhere, is_signed_in
from tests.unit.application.refreshing import (
    DEAD,
    OFFLINE,
    grant_of,
    has_nothing,
    offline,
    token_of,
    word_of,
    words_of,
)
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio

_DOWN = "the store is down"
_FAULTS = pytest.mark.parametrize("fault", ["refused", "lost"])
_ENDING = [
    ("sessions", "of"),
    ("sessions", "end"),
    ("sign_ons", "end"),
    ("grants", "of"),
    ("grants", "end"),
]


@_FAULTS
@pytest.mark.parametrize(("store", "verb"), _ENDING)
@pytest.mark.parametrize("caller", ["refresh", "userinfo", "introspect", "exchange"])
async def test_access_that_could_not_be_ended_is_refused_and_ended_by_the_next_who_asks(
    house: House, caller: str, store: str, verb: str, fault: str
) -> None:
    code, issued = await house.sign_in(scope=OFFLINE), await offline(house)
    house.rules = an_access_rules(blocked=frozenset({DISCORD_ID}))
    calls: Mapping[str, Callable[[], Awaitable[object]]] = {
        "refresh": lambda: house.refresh(token_of(issued)),
        "userinfo": lambda: house.userinfo(issued.access_token),
        "introspect": lambda: house.introspect(token_of(issued)),
        "exchange": lambda: house.redeem(code),
    }
    mend = fail(house, store, verb, fault)
    # Where only replies were lost, the second try may find that there is nothing left to end.
    assert await word_of(calls[caller]()) == _DOWN
    assert not any(isinstance(event, AccessEnded) for event in house.audit.events)
    mend()
    assert await word_of(house.redeem(code)) == "invalid_grant"
    assert await has_nothing(house)
    house.rules = an_access_rules()
    assert await words_of(house, issued) == DEAD


async def test_who_left_is_still_known_to_have_left_when_their_access_could_not_be_ended(
    house: House,
) -> None:
    issued = await offline(house)
    house.members = FakeGuildMembers(None)
    mend = fail(house, "grants", "of", "refused")
    for _ in range(2):
        assert await word_of(house.refresh(token_of(issued))) == _DOWN
    mend()
    assert await word_of(house.refresh(token_of(issued))) == "invalid_grant"
    assert await has_nothing(house)


@_FAULTS
@pytest.mark.parametrize(("store", "verb"), _ENDING)
async def test_somebody_who_comes_back_from_discord_is_not_let_in_meanwhile(
    house: House, store: str, verb: str, fault: str
) -> None:
    await offline(house)
    house.upstream.answer = an_identity(membership=None)
    trip = await house.set_out()
    mend = fail(house, store, verb, fault)
    with pytest.raises(AuthorizationRefused) as refusal:
        await house.complete(trip)
    assert refusal.value.error.error == "temporarily_unavailable"
    mend()
    await house.complete(await house.set_out())
    assert await has_nothing(house)


@_FAULTS
@pytest.mark.parametrize(("store", "verb"), _ENDING)
async def test_a_client_that_is_no_more_ends_grant_and_session_however_often_it_takes(
    house: House, store: str, verb: str, fault: str
) -> None:
    who = await house.begin_session()
    issued = await house.redeem(code_of(await return_with(house, who, scope=OFFLINE)))
    house.register(a_client(enabled=False))
    mend = fail(house, store, verb, fault)
    assert await word_of(house.refresh(token_of(issued))) == _DOWN
    mend()
    assert await word_of(house.refresh(token_of(issued))) == "invalid_grant"
    assert await grant_of(house, issued) is None
    assert not await is_signed_in(house, who)


@_FAULTS
@pytest.mark.parametrize("verb", ["of", "end"])
async def test_a_sign_out_that_could_not_end_the_grants_can_be_tried_again(
    house: House, verb: str, fault: str
) -> None:
    who = await house.begin_session()
    issued = await house.redeem(code_of(await return_with(house, who)))
    mend = fail(house, "grants", verb, fault)
    with pytest.raises(StoreUnavailable):
        await ended_everywhere(house, who)
    assert house.delivery.sent == []
    mend()
    # The mark is the first step: whatever else is still to be done, nobody is signed in.
    assert not await is_signed_in(house, who)
    await ended_everywhere(house, who)
    assert not await house.is_alive(issued)
    assert await house.sessions.get(digest(who.session)) is None

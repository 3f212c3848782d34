"""One policy for every way to a token or an answer (C-24, C-26), by one table."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import pytest

from application.events import AccessEnded, GrantEnded, SignedOff
from application.token.issue_tokens import IssuedTokens
from domain.errors import OAuthError
from tests.builders import CLIENT_ID, DISCORD_ID, a_client, a_membership, an_access_rules
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import CODE_LIFETIME, ROLE_FRESHNESS, House, Signed, code_of
from tests.unit.application.leaving import is_signed_in
from tests.unit.application.refreshing import (
    API,
    OFFLINE,
    an_api,
    grant_of,
    has_nothing,
    token_of,
    word_of,
)
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio

_OTHER = a_client(client_id="other")
# The code is younger than the roles, so that it still counts when those are old.
_CODE_AGE = CODE_LIFETIME.total_seconds() / 2
_BEFORE = ROLE_FRESHNESS.total_seconds() - _CODE_AGE


@dataclass(frozen=True, kw_only=True)
class _Held:
    """What somebody and their client have: a session, a code, and tokens."""

    who: Signed
    code: str
    issued: IssuedTokens


async def _held(house: House) -> _Held:
    house.register(a_client(), an_api(), _OTHER)
    who = await house.begin_session()
    house.clock.advance(_BEFORE)
    issued = await house.redeem(code_of(await return_with(house, who, scope=OFFLINE)))
    code = code_of(await return_with(house, who, scope=OFFLINE))
    house.clock.advance(_CODE_AGE)
    house.audit.events.clear()
    return _Held(who=who, code=code, issued=issued)


def _nothing(_house: House) -> None:
    """Let all be as before."""


def _blocked(house: House) -> None:
    house.rules = an_access_rules(blocked=frozenset({DISCORD_ID}))


def _left(house: House) -> None:
    house.members = FakeGuildMembers(None)


def _pending(house: House) -> None:
    house.members = FakeGuildMembers(a_membership(pending=True))


def _disabled(house: House) -> None:
    house.register(a_client(enabled=False), an_api(), _OTHER)


def _removed(house: House) -> None:
    house.register(an_api(), _OTHER)


def _as_before(house: House) -> None:
    house.rules, house.members = an_access_rules(), FakeGuildMembers(a_membership())
    house.register(a_client(), an_api(), _OTHER)


_Caller = Callable[[House, _Held], Awaitable[object]]
_CALLERS: Mapping[str, _Caller] = {
    "code exchange": lambda house, held: house.redeem(held.code),
    "refresh": lambda house, held: house.refresh(token_of(held.issued)),
    "userinfo": lambda house, held: house.userinfo(held.issued.access_token),
    "introspect access": lambda house, held: house.introspect(held.issued.access_token, API),
    "introspect refresh": lambda house, held: house.introspect(token_of(held.issued)),
}
_Cause = Callable[[House], None]
_GRANT, _CLIENT, _TOKEN, _INACTIVE = "invalid_grant", "invalid_client", "invalid_token", "inactive"
# In the order of the callers. A client that is not there cannot authenticate in the first place.
_TABLE: Mapping[_Cause, tuple[str, str, str, str, str]] = {
    _nothing: ("good", "good", "good", "good", "good"),
    _blocked: (_GRANT, _GRANT, _TOKEN, _INACTIVE, _INACTIVE),
    _left: (_GRANT, _GRANT, _TOKEN, _INACTIVE, _INACTIVE),
    _pending: (_GRANT, _GRANT, _TOKEN, _INACTIVE, _INACTIVE),
    _disabled: (_GRANT, _GRANT, _TOKEN, _INACTIVE, _CLIENT),
    _removed: (_CLIENT, _CLIENT, _TOKEN, _INACTIVE, _CLIENT),
}
_ROWS = [
    (cause, caller, word)
    for cause, words in _TABLE.items()
    for caller, word in zip(_CALLERS, words, strict=True)
]
_OF_PEOPLE: Mapping[_Cause, str] = {
    _blocked: "blocked",
    _left: "not in the guild",
    _pending: "membership screening or guest",
}


@pytest.mark.parametrize(
    ("cause", "caller", "word"), _ROWS, ids=[f"{row[0].__name__[1:]}, {row[1]}" for row in _ROWS]
)
async def test_each_caller_refuses_for_each_cause(
    house: House, cause: _Cause, caller: str, word: str
) -> None:
    """C-24, C-26, N-RF-04, N-IN-02."""
    held = await _held(house)
    cause(house)
    assert await word_of(_CALLERS[caller](house, held)) == word


@pytest.mark.parametrize("cause", [_blocked, _left, _disabled, _removed])
@pytest.mark.parametrize("caller", ["code exchange", "refresh", "userinfo"])
async def test_whoever_is_refused_is_named_for_the_log(
    house: House, cause: _Cause, caller: str
) -> None:
    held = await _held(house)
    cause(house)
    with pytest.raises(OAuthError) as caught:
        await _CALLERS[caller](house, held)
    is_known = _TABLE[cause][list(_CALLERS).index(caller)] != _CLIENT
    assert caught.value.sub == (DISCORD_ID if is_known else None)


@pytest.mark.parametrize("cause", _OF_PEOPLE, ids=list(_OF_PEOPLE.values()))
@pytest.mark.parametrize("caller", _CALLERS)
async def test_who_may_not_stay_loses_all_they_have_wherever_it_shows_first(
    house: House, cause: _Cause, caller: str
) -> None:
    """C-24: also what other clients hold, and for good."""
    held = await _held(house)
    elsewhere = code_of(await return_with(house, held.who, client_id="other", scope=OFFLINE))
    cause(house)
    await word_of(_CALLERS[caller](house, held))
    assert await has_nothing(house)
    assert not await is_signed_in(house, held.who)
    assert house.audit.events[-1] == AccessEnded(sub=DISCORD_ID, reason=_OF_PEOPLE[cause])
    _as_before(house)
    words = [await word_of(call(house, held)) for call in _CALLERS.values()]
    assert words == [_GRANT, _GRANT, _TOKEN, _INACTIVE, _INACTIVE]
    assert await word_of(house.redeem(elsewhere)) == _GRANT


@pytest.mark.parametrize("caller", ["refresh", "userinfo", "introspect access"])
async def test_a_client_that_is_switched_off_ends_its_grant_and_the_session_that_is_from(
    house: House, caller: str
) -> None:
    """C-24: the person stays signed in elsewhere."""
    held = await _held(house)
    elsewhere = await house.begin_session()
    house.audit.events.clear()
    _disabled(house)
    await word_of(_CALLERS[caller](house, held))
    assert await grant_of(house, held.issued) is None
    assert not await is_signed_in(house, held.who)
    reason = "the client is switched off"
    assert house.audit.events == [
        SignedOff(sub=DISCORD_ID, joined="dashboard", reason=reason),
        GrantEnded(client_id=CLIENT_ID, sub=DISCORD_ID, reason=reason),
    ]
    _as_before(house)
    assert await word_of(house.refresh(token_of(held.issued))) == _GRANT
    assert code_of(await return_with(house, elsewhere))


async def test_a_code_for_a_client_that_was_switched_off_ends_nothing(house: House) -> None:
    """There is no grant yet: nothing was ended, so nothing is recorded."""
    held = await _held(house)
    _disabled(house)
    assert await word_of(house.redeem(held.code)) == _GRANT
    assert house.audit.events == []
    assert await is_signed_in(house, held.who)
    assert await grant_of(house, held.issued)


@pytest.mark.parametrize("caller", _CALLERS)
async def test_a_client_that_is_not_registered_loses_nothing_for_good(
    house: House, caller: str
) -> None:
    """Another machine may know it already, or still: its tokens are refused here, no more."""
    held = await _held(house)
    _removed(house)
    assert await word_of(_CALLERS[caller](house, held)) != "good"
    assert house.audit.events == []
    assert await is_signed_in(house, held.who)
    _as_before(house)
    assert await word_of(_CALLERS[caller](house, held)) == "good"


@pytest.mark.parametrize("caller", _CALLERS)
async def test_somebody_else_loses_nothing(house: House, caller: str) -> None:
    held = await _held(house)
    house.rules = an_access_rules(blocked=frozenset({"42"}))
    assert await word_of(_CALLERS[caller](house, held)) == "good"
    assert await is_signed_in(house, held.who)
    assert await grant_of(house, held.issued)

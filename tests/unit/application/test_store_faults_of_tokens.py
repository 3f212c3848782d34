"""A store that fails between code and tokens: nobody is told yes, and nothing stays half done.

C-23 at every step: the same call succeeds once the store is back.
"""

import pytest

from application.events import (
    RefreshTokenReplayed,
    TokenRevoked,
    TokensIssued,
    TokensRefreshed,
)
from application.ports.tokens import TokenSigner
from domain.claims import Claims
from domain.errors import InvalidGrant
from domain.signing_algorithm import SigningAlgorithm
from tests.builders import DISCORD_ID
from tests.unit.application.faults import fail
from tests.unit.application.house import House
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    GRACE,
    OFFLINE,
    is_living,
    offline,
    token_of,
    word_of,
    words_of,
)

pytestmark = pytest.mark.anyio

_DOWN = "the store is down"
_FAULTS = pytest.mark.parametrize("fault", ["refused", "lost"])


class _BrokenSignerError(Exception):
    pass


class _BrokenSigner(TokenSigner):
    async def sign(self, claims: Claims, *, token_type: str, algorithm: SigningAlgorithm) -> str:
        raise _BrokenSignerError(token_type, algorithm, len(claims))


@_FAULTS
@pytest.mark.parametrize("verb", ["get", "replace"])
async def test_a_refresh_can_be_tried_again_with_the_same_token(
    house: House, verb: str, fault: str
) -> None:
    first = await offline(house)
    house.audit.events.clear()
    mend = fail(house, "grants", verb, fault)
    for _ in range(3):
        assert await word_of(house.refresh(token_of(first))) == _DOWN
    assert house.audit.events == []
    mend()
    refreshed = await house.refresh(token_of(first))
    assert [type(event) for event in house.audit.events] == [TokensRefreshed]
    assert await words_of(house, refreshed) == GOOD


async def test_a_signer_that_fails_uses_no_refresh_token_up(house: House) -> None:
    """F-35: signing comes first."""
    first, working = await offline(house), house.signer
    house.signer = _BrokenSigner()
    with pytest.raises(_BrokenSignerError):
        await house.refresh(token_of(first))
    house.signer = working
    assert await is_living(house, first)


@_FAULTS
async def test_a_reuse_that_could_not_be_acted_upon_is_not_forgotten(
    house: House, fault: str
) -> None:
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.clock.advance(GRACE)
    mend = fail(house, "grants", "end", fault)
    assert await word_of(house.refresh(token_of(first))) == _DOWN
    assert not any(isinstance(event, RefreshTokenReplayed) for event in house.audit.events)
    mend()
    with pytest.raises(InvalidGrant):
        await house.refresh(token_of(first))
    assert await words_of(house, second) == DEAD


@_FAULTS
@pytest.mark.parametrize(
    ("kind", "verb"),
    [
        ("refresh", "get"),
        ("refresh", "end"),
        ("access", "get"),
        ("access", "replace"),
        ("plain", "end"),
    ],
)
async def test_no_token_is_said_to_be_revoked_that_may_be_alive(
    house: House, kind: str, verb: str, fault: str
) -> None:
    plain, issued = await house.redeem(await house.sign_in()), await offline(house)
    token = {
        "refresh": token_of(issued),
        "access": issued.access_token,
        "plain": plain.access_token,
    }[kind]
    mend = fail(house, "grants", verb, fault)
    assert await word_of(house.revoke(token)) == _DOWN
    assert not any(isinstance(event, TokenRevoked) for event in house.audit.events)
    mend()
    await house.revoke(token)
    assert await house.introspect(token) == {"active": False}


@pytest.mark.parametrize("verb", ["get", "redeem"])
async def test_a_code_that_could_not_be_redeemed_gives_its_refresh_token_later(
    house: House, verb: str
) -> None:
    code = await house.sign_in(scope=OFFLINE)
    mend = fail(house, "auth_codes", verb, "refused")
    assert await word_of(house.redeem(code)) == _DOWN
    mend()
    assert await words_of(house, await house.redeem(code)) == GOOD


@pytest.mark.parametrize(
    ("store", "verb", "fault"),
    [
        ("auth_codes", "redeem", "lost"),
        ("sign_ons", "has_ended", "refused"),
        ("sign_ons", "has_ended", "lost"),
    ],
)
async def test_a_code_that_was_used_up_without_an_answer_gives_no_tokens_ever(
    house: House, store: str, verb: str, fault: str
) -> None:
    code = await house.sign_in(scope=OFFLINE)
    mend = fail(house, store, verb, fault)
    assert await word_of(house.redeem(code)) == _DOWN
    mend()
    with pytest.raises(InvalidGrant):
        await house.redeem(code)
    assert await house.grants.of(DISCORD_ID) == {}
    assert not any(isinstance(event, TokensIssued) for event in house.audit.events)


@_FAULTS
async def test_new_roles_that_cannot_be_kept_are_told_once_they_can(
    house: House, fault: str
) -> None:
    issued = await offline(house)
    house.clock.advance(house.rules.freshness.total_seconds())
    mend = fail(house, "grants", "replace", fault)
    assert await word_of(house.userinfo(issued.access_token)) == _DOWN
    mend()
    assert await words_of(house, issued) == GOOD

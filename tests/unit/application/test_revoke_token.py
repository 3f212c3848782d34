"""Ending tokens one by one, and what else ends with them (RFC 7009)."""

import pytest

from application.events import RevocationRefused, TokenRevoked
from domain.errors import InvalidClient, InvalidRequest, UnsupportedTokenType
from tests.builders import CLIENT_ID, DISCORD_ID, a_client
from tests.unit.application.house import House
from tests.unit.application.presented import credentials, token_request
from tests.unit.application.refreshing import (
    DEAD,
    GOOD,
    GRACE,
    OFFLINE,
    PUBLIC,
    grant_of,
    is_living,
    offline,
    parsed,
    token_of,
    word_of,
    words_of,
)

pytestmark = pytest.mark.anyio

_OTHER = credentials(client_id="other", client_secret="other-secret")


def _two_clients(house: House) -> None:
    house.register(a_client(), a_client(client_id="other", client_secret="other-secret"))


def _revoked(kind: str) -> TokenRevoked:
    return TokenRevoked(client_id=CLIENT_ID, sub=DISCORD_ID, kind=kind)


async def test_a_refresh_token_ends_with_its_whole_family_and_every_access_token(
    house: House,
) -> None:
    """N-RV-02, C-24."""
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.audit.events.clear()
    await house.revoke(token_of(second))
    assert house.audit.events == [_revoked("refresh_token")]
    assert await words_of(house, first) == DEAD
    assert await words_of(house, second) == DEAD


async def test_a_refresh_token_that_was_replaced_ends_the_family_too(house: House) -> None:
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.clock.advance(GRACE)
    await house.revoke(token_of(first))
    assert await words_of(house, second) == DEAD


async def test_an_access_token_ends_alone_where_there_are_refresh_tokens(house: House) -> None:
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.audit.events.clear()
    await house.revoke(first.access_token)
    assert house.audit.events == [_revoked("access_token")]
    assert await word_of(house.userinfo(first.access_token)) == "invalid_token"
    assert await word_of(house.introspect(first.access_token)) == "inactive"
    assert await words_of(house, second) == GOOD


async def test_an_ended_access_token_stays_ended_after_a_refresh(house: House) -> None:
    first = await offline(house)
    await house.revoke(first.access_token)
    await house.refresh(token_of(first))
    house.clock.advance(house.lifetimes.access.total_seconds() - 1)
    assert await word_of(house.userinfo(first.access_token)) == "invalid_token"


async def test_without_refresh_tokens_the_grant_ends_with_its_access_token(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    await house.revoke(issued.access_token)
    assert await house.grants.of(DISCORD_ID) == {}
    assert await word_of(house.userinfo(issued.access_token)) == "invalid_token"


@pytest.mark.parametrize("kind", ["access", "refresh"])
async def test_ending_it_again_is_no_error(house: House, kind: str) -> None:
    """N-RV-01: an unknown token is as good as revoked."""
    issued = await offline(house)
    for _ in range(3):
        await house.revoke(issued.access_token if kind == "access" else token_of(issued))
    await house.revoke(token_of(issued))
    await house.revoke(issued.access_token)
    assert await words_of(house, issued) == DEAD


@pytest.mark.parametrize(
    "token", ["x", "a" * 43, "a.b.c", f"{'a' * 43}.{'b' * 43}.{'c' * 43}", "\x00", "\u00e9" * 200]
)
async def test_an_unknown_token_is_no_error_and_ends_nothing(house: House, token: str) -> None:
    """N-RV-01."""
    issued = await offline(house)
    house.audit.events.clear()
    await house.revoke(token)
    assert house.audit.events == []
    assert await words_of(house, issued) == GOOD


async def test_an_expired_access_token_is_no_error(house: House) -> None:
    issued = await offline(house)
    house.clock.advance(house.lifetimes.access.total_seconds())
    await house.revoke(issued.access_token)
    assert await is_living(house, issued)


async def test_another_clients_tokens_are_left_alone_without_a_word(house: House) -> None:
    """N-RV-01."""
    _two_clients(house)
    issued, plain = await offline(house), await house.redeem(await house.sign_in())
    for token in (token_of(issued), issued.access_token, plain.access_token):
        await house.revoke(token, _OTHER)
    assert await house.is_alive(plain)
    assert await words_of(house, issued) == GOOD


async def test_who_saw_where_a_family_lies_does_not_end_it(house: House) -> None:
    issued = await offline(house)
    await house.revoke(f"{parsed(issued).grant_id}.{'h' * 43}.{'s' * 43}")
    assert await words_of(house, issued) == GOOD


async def test_a_grant_without_refresh_tokens_is_not_ended_by_a_made_up_one(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    (grant_id,) = await house.grants.of(DISCORD_ID)
    await house.revoke(f"{grant_id}.{'h' * 43}.{'s' * 43}")
    assert await house.is_alive(issued)


async def test_an_id_token_is_said_to_be_none_that_can_be_ended(house: House) -> None:
    """N-RV-02: "yes" would be understood as a sign-out."""
    issued = await offline(house)
    assert issued.id_token
    with pytest.raises(UnsupportedTokenType):
        await house.revoke(issued.id_token)
    assert await words_of(house, issued) == GOOD


@pytest.mark.parametrize("secret", ["wrong", None])
async def test_who_is_not_authenticated_ends_nothing(house: House, secret: str | None) -> None:
    """N-RV-01."""
    issued = await offline(house)
    for token in (token_of(issued), issued.access_token):
        with pytest.raises(InvalidClient):
            await house.revoke(token, credentials(client_secret=secret))
    assert await words_of(house, issued) == GOOD


async def test_a_public_client_ends_its_tokens_by_having_them(house: House) -> None:
    house.register(a_client(client_secret=None))
    code = await house.sign_in(scope=OFFLINE)
    issued = await house.exchange(PUBLIC, token_request(code=code))
    await house.revoke(token_of(issued), PUBLIC)
    assert await grant_of(house, issued) is None


async def test_a_client_that_is_switched_off_may_still_end_what_it_has(house: House) -> None:
    issued = await offline(house)
    house.register(a_client(enabled=False))
    await house.revoke(token_of(issued))
    assert await grant_of(house, issued) is None


async def test_a_missing_token_is_an_invalid_request(house: House) -> None:
    with pytest.raises(InvalidRequest):
        await house.revoke("")


async def test_who_wants_to_end_a_token_of_another_client_is_noted(house: House) -> None:
    _two_clients(house)
    issued = await offline(house)
    house.audit.events.clear()
    for token in (issued.access_token, token_of(issued)):
        await house.revoke(token, _OTHER)
    assert house.audit.events == [
        RevocationRefused(client_id="other", sub=DISCORD_ID, of_client=CLIENT_ID, kind=kind)
        for kind in ("access_token", "refresh_token")
    ]


async def test_what_is_made_up_or_ended_is_not_noted_as_the_token_of_another(
    house: House,
) -> None:
    _two_clients(house)
    issued = await offline(house)
    grant_id, _, secret = token_of(issued).split(".")
    await house.revoke(token_of(issued))
    house.audit.events.clear()
    for token in (f"{grant_id}.{'h' * 43}.{secret}", issued.access_token, token_of(issued), "x"):
        await house.revoke(token, _OTHER)
    assert house.audit.events == []


async def test_a_made_up_token_of_a_living_grant_is_not_noted_either(house: House) -> None:
    _two_clients(house)
    grant_id, _, secret = token_of(await offline(house)).split(".")
    house.audit.events.clear()
    for who in (_OTHER, None):
        await house.revoke(f"{grant_id}.{'h' * 43}.{secret}", who)
    assert house.audit.events == []

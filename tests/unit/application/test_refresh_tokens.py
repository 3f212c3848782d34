"""A refresh token for new tokens: who gets one, and what the new ones say."""

import jwt
import pytest

from application.events import TokensRefreshed
from application.token.issue_tokens import IssuedTokens
from domain.client import Client
from domain.grant_type import GrantType
from tests.builders import (
    CAPTAIN_ROLE,
    CLIENT_ID,
    DISCORD_ID,
    a_client,
    a_membership,
)
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import House
from tests.unit.application.presented import refresh_request, token_request
from tests.unit.application.refreshing import (
    OFFLINE,
    PUBLIC,
    is_living,
    offline,
    token_of,
)

pytestmark = pytest.mark.anyio


def _claims(issued: IssuedTokens) -> dict[str, object]:
    assert issued.id_token
    return jwt.decode(issued.id_token, options={"verify_signature": False})


async def test_new_tokens_are_alive_and_so_is_the_access_token_before(house: House) -> None:
    first = await offline(house)
    second = await house.refresh(token_of(first))
    assert await house.is_alive(second)
    assert await house.is_alive(first)
    assert [await is_living(house, issued) for issued in (first, second)] == [False, True]


async def test_a_public_client_gets_a_new_refresh_token_with_each_use(house: House) -> None:
    house.register(a_client(client_secret=None))
    code = await house.sign_in(scope=OFFLINE)
    issued = await house.exchange(PUBLIC, token_request(code=code))
    seen = {token_of(issued)}
    for _ in range(5):
        issued = await house.exchange(PUBLIC, refresh_request(token_of(issued)))
        seen.add(token_of(issued))
    assert len(seen) == 6


async def test_a_confidential_client_may_keep_its_refresh_token(house: House) -> None:
    """N-RF-05."""
    house.register(a_client(rotates_refresh_tokens=False))
    issued = await offline(house)
    for _ in range(3):
        house.clock.advance(60)
        again = await house.refresh(token_of(issued))
        assert again.refresh_token == issued.refresh_token
        assert again.access_token != issued.access_token


async def test_a_client_that_stops_rotating_may_still_miss_a_reply(house: House) -> None:
    first = await offline(house)
    lost = await house.refresh(token_of(first))
    house.register(a_client(rotates_refresh_tokens=False))
    second = await house.refresh(token_of(first))
    assert second.refresh_token not in {first.refresh_token, lost.refresh_token}
    assert (await house.refresh(token_of(second))).refresh_token == second.refresh_token


async def test_the_id_token_keeps_who_when_and_which_session_but_no_nonce(house: House) -> None:
    first = await offline(house)
    house.clock.advance(3_000)
    before, after = _claims(first), _claims(await house.refresh(token_of(first)))
    for name in ("iss", "aud", "sub", "auth_time", "sid"):
        assert after[name] == before[name]
    assert int(str(after["iat"])) - int(str(before["iat"])) == 3_000
    assert "nonce" not in after


async def test_roles_are_read_anew_for_the_new_tokens(house: House) -> None:
    first = await offline(house)
    house.members = FakeGuildMembers(a_membership(roles=(CAPTAIN_ROLE,)))
    second = await house.refresh(token_of(first))
    assert _claims(first)["roles"] != _claims(second)["roles"] == [CAPTAIN_ROLE]
    assert (await house.userinfo(second.access_token))["roles"] == [CAPTAIN_ROLE]


async def test_it_is_recorded(house: House) -> None:
    first = await offline(house)
    house.audit.events.clear()
    await house.refresh(token_of(first), scope="openid")
    event = TokensRefreshed(client_id=CLIENT_ID, sub=DISCORD_ID, scope="openid")
    assert house.audit.events == [event]


@pytest.mark.parametrize(
    ("client", "scope", "gets"),
    [
        (a_client(), OFFLINE, True),
        (a_client(), "openid", False),
        (a_client(always_offline=True), "openid", True),
        (a_client(grant_types=frozenset({GrantType.AUTHORIZATION_CODE})), OFFLINE, False),
    ],
)
async def test_a_refresh_token_is_given_to_clients_that_registered_and_asked(
    house: House, client: Client, scope: str, *, gets: bool
) -> None:
    house.register(client)
    issued = await house.redeem(await house.sign_in(scope=scope))
    assert (issued.refresh_token is not None) is gets
    assert issued.refresh_token is None or issued.refresh_token not in repr(issued)

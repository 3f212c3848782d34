"""Who may ask about which token, and what is said (RFC 7662)."""

from dataclasses import replace

import pytest

from application.events import IntrospectionRefused
from application.ports.store import StoreUnavailable
from application.ports.upstream import UpstreamUnavailable
from domain.errors import InvalidClient, InvalidRequest, TemporarilyUnavailable
from tests.builders import AUDIENCE, CLIENT_ID, DISCORD_ID, ISSUER, a_client
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingGrantStore
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application.house import House
from tests.unit.application.presented import credentials
from tests.unit.application.refreshing import (
    API,
    GRACE,
    PUBLIC,
    an_api,
    is_living,
    offline,
    token_of,
    words_of,
)

pytestmark = pytest.mark.anyio

_INACTIVE = {"active": False}
_OTHER = credentials(client_id="other", client_secret="other-secret")


@pytest.fixture
def house(house: House) -> House:
    """Give an application with an API, and with another client."""
    house.register(a_client(), an_api(), a_client(client_id="other", client_secret="other-secret"))
    return house


async def test_a_resource_server_is_told_about_any_access_token(house: House) -> None:
    issued = await offline(house)
    told = await house.introspect(issued.access_token, API)
    assert told | {"jti": "", "iat": 0, "exp": 0} == {
        "active": True,
        "token_type": "Bearer",
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": DISCORD_ID,
        "client_id": CLIENT_ID,
        "scope": "openid profile roles offline_access",
        "discord_id": DISCORD_ID,
        "discord_username": "nelly",
        "roles": ["1152921504606846977", "1152921504606846978"],
        "subteams": ["leads", "mechanics", "software"],
        "groups": ["leads", "mechanics", "software"],
        "jti": "",
        "iat": 0,
        "exp": 0,
    }


async def test_a_client_is_told_about_its_own_tokens_alone(house: House) -> None:
    """N-IN-01."""
    issued = await offline(house)
    for token in (issued.access_token, token_of(issued)):
        assert (await house.introspect(token))["client_id"] == CLIENT_ID
        assert await house.introspect(token, _OTHER) == _INACTIVE


async def test_who_asks_about_a_token_of_another_client_is_noted(house: House) -> None:
    issued = await offline(house)
    house.audit.events.clear()
    for token in (issued.access_token, token_of(issued)):
        await house.introspect(token, _OTHER)
        await house.introspect(token)
    await house.introspect(issued.access_token, API)
    assert house.audit.events == [
        IntrospectionRefused(client_id="other", sub=DISCORD_ID, of_client=CLIENT_ID, kind=kind)
        for kind in ("access_token", "refresh_token")
    ]


async def test_what_is_made_up_or_ended_is_not_noted_as_the_token_of_another(
    house: House,
) -> None:
    issued = await offline(house)
    grant_id, _, secret = token_of(issued).split(".")
    await house.introspect(f"{grant_id}.{'h' * 43}.{secret}", _OTHER)
    await house.revoke(token_of(issued))
    house.audit.events.clear()
    for token in (issued.access_token, token_of(issued), "x"):
        await house.introspect(token, _OTHER)
    assert house.audit.events == []


async def test_nobody_else_is_told_about_a_refresh_token_not_even_an_api(house: House) -> None:
    issued = await offline(house)
    assert await house.introspect(token_of(issued), API) == _INACTIVE


async def test_of_a_refresh_token_the_end_is_told_as_it_is_now(house: House) -> None:
    first = await offline(house)
    before = await house.introspect(token_of(first))
    house.clock.advance(3_600)
    after = await house.introspect(token_of(await house.refresh(token_of(first))))
    assert int(str(after["exp"])) - int(str(before["exp"])) == 3_600


async def test_a_token_of_fewer_scopes_says_only_that(house: House) -> None:
    """N-TK-16."""
    first = await offline(house)
    narrow = await house.refresh(token_of(first), scope="openid")
    told = await house.introspect(narrow.access_token, API)
    assert (told["scope"], "roles" in told) == ("openid", False)


@pytest.mark.parametrize(
    "token", ["x", "a" * 43, "a.b.c", f"{'a' * 43}.{'b' * 43}.{'c' * 43}", "\x00", "\u00e9" * 200]
)
async def test_what_is_no_token_is_inactive_and_nothing_more_is_said(
    house: House, token: str
) -> None:
    """N-IN-01."""
    for who in (credentials(), API):
        assert await house.introspect(token, who) == _INACTIVE


async def test_a_made_up_token_of_a_grant_that_is_there_is_inactive(house: House) -> None:
    issued = await offline(house)
    grant_id, handle, secret = token_of(issued).split(".")
    for made_up in (f"{grant_id}.{handle}.{'s' * 43}", f"{grant_id}.{'h' * 43}.{secret}"):
        assert await house.introspect(made_up) == _INACTIVE
    await house.redeem(await house.sign_in())
    for other_id in (await house.grants.of(DISCORD_ID)).keys() - {grant_id}:
        assert await house.introspect(f"{other_id}.{handle}.{secret}") == _INACTIVE


async def test_an_id_token_is_inactive(house: House) -> None:
    issued = await offline(house)
    assert issued.id_token
    assert await house.introspect(issued.id_token, API) == _INACTIVE


async def test_an_expired_token_is_inactive(house: House) -> None:
    """N-IN-01."""
    issued = await offline(house)
    house.clock.advance(house.lifetimes.access.total_seconds())
    assert await house.introspect(issued.access_token, API) == _INACTIVE
    house.clock.advance(house.lifetimes.refresh_idle.total_seconds())
    assert await house.introspect(token_of(issued)) == _INACTIVE


async def test_an_ended_token_is_inactive_though_its_time_has_not_come(house: House) -> None:
    """N-IN-02."""
    issued = await offline(house)
    await house.revoke(token_of(issued))
    for who in (None, API):
        assert await house.introspect(issued.access_token, who) == _INACTIVE
    assert await house.introspect(token_of(issued)) == _INACTIVE


async def test_asking_uses_nothing_up(house: House) -> None:
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.clock.advance(GRACE)
    for token in (token_of(first), token_of(second)) * 2:
        await house.introspect(token)
    assert await is_living(house, second)
    assert await words_of(house, second) == ["good"] * 4


async def test_who_is_not_authenticated_is_told_nothing(house: House) -> None:
    """N-IN-01."""
    issued = await offline(house)
    for who in (credentials(client_secret="wrong"), credentials(client_id="nobody")):
        with pytest.raises(InvalidClient):
            await house.introspect(issued.access_token, who)


async def test_a_public_client_is_told_nothing_even_of_its_own(house: House) -> None:
    """N-IN-01: anybody can pose as it."""
    issued = await offline(house)
    house.register(a_client(client_secret=None))
    for token in (issued.access_token, token_of(issued)):
        with pytest.raises(InvalidClient):
            await house.introspect(token, PUBLIC)


async def test_an_api_that_is_switched_off_is_told_nothing(house: House) -> None:
    """C-24."""
    issued = await offline(house)
    api = a_client(client_id="api", client_secret="api-secret", resource_server=True, enabled=False)
    house.register(a_client(), api)
    with pytest.raises(InvalidClient):
        await house.introspect(issued.access_token, API)
    assert await house.is_alive(issued)


async def test_a_missing_token_is_an_invalid_request(house: House) -> None:
    with pytest.raises(InvalidRequest):
        await house.introspect("")


@pytest.mark.parametrize("kind", ["access", "refresh"])
async def test_while_the_store_is_down_it_is_neither_yes_nor_no(house: House, kind: str) -> None:
    """C-23."""
    issued = await offline(house)
    house.grants = FailingGrantStore(house.grants, Faults(refused=frozenset({"get"})))
    with pytest.raises(StoreUnavailable):
        await house.introspect(issued.access_token if kind == "access" else token_of(issued))


@pytest.mark.parametrize("kind", ["access", "refresh"])
async def test_asking_about_a_token_of_another_client_causes_no_look_at_its_person(
    house: House, kind: str
) -> None:
    """Else whoever asks would learn from a Discord that is down that the token is alive."""
    issued = await offline(house)
    house.members = FakeGuildMembers(UpstreamUnavailable("member route: 500"))
    house.clock.advance(house.lifetimes.access.total_seconds() - 1)
    house.rules = replace(house.rules, staleness_limit=house.rules.freshness)
    token = issued.access_token if kind == "access" else token_of(issued)
    with pytest.raises(TemporarilyUnavailable):
        await house.introspect(token)
    house.members.asked.clear()
    assert await house.introspect(token, _OTHER) == _INACTIVE
    assert house.members.asked == []

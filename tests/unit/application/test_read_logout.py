"""A logout request is taken only with every part of it proven."""

import pytest

from domain.errors import InvalidRequest
from domain.logout import LogoutRequest, LogoutTarget
from domain.page_refusals import UntrustedLogout
from domain.parameters import Parameters
from tests.builders import CLIENT_ID, a_client
from tests.unit.application.house import House, code_of
from tests.unit.application.leaving import (
    GOODBYE,
    a_hint_for,
    a_leaver,
    asks,
    hint_of,
    read_logout,
)
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio

TO_GOODBYE = LogoutTarget(post_logout_redirect_uri=GOODBYE, state="s")


@pytest.fixture
def house(house: House) -> House:
    """Give an application with two clients, and what one of them holds."""
    house.register(a_leaver(), a_leaver(client_id="forum"), a_client(client_id="plain"))
    return house


async def read(house: House, **values: str | None) -> LogoutRequest:
    return await read_logout(house)(asks(**values))


async def test_nothing_need_be_said(house: House) -> None:
    assert await read(house) == LogoutRequest()
    assert await read(house, state="s", ui_locales="de", logout_hint="x") == LogoutRequest()


async def test_a_client_may_be_named_alone(house: House) -> None:
    assert await read(house, client_id=CLIENT_ID) == LogoutRequest(client_id=CLIENT_ID)


async def test_a_client_may_name_its_own_address(house: House) -> None:
    request = await read(house, client_id=CLIENT_ID, post_logout_redirect_uri=GOODBYE, state="s")
    assert request == LogoutRequest(client_id=CLIENT_ID, target=TO_GOODBYE)


@pytest.mark.parametrize("client_id", [None, CLIENT_ID])
@pytest.mark.parametrize("age", [0, 3600, 10**8])
async def test_a_hint_names_the_client_however_old_it_is(
    house: House, client_id: str | None, age: int
) -> None:
    who = await house.begin_session()
    said = await a_hint_for(house, who)
    hint = await hint_of(house, code_of(await return_with(house, who)))
    house.clock.advance(age)
    request = await read(
        house,
        client_id=client_id,
        id_token_hint=hint,
        post_logout_redirect_uri=GOODBYE,
        state="s",
    )
    assert request == LogoutRequest(client_id=CLIENT_ID, target=TO_GOODBYE, hint=said)


@pytest.mark.parametrize("client_id", ["forum", "plain", "nobody"])
async def test_client_and_hint_must_agree(house: House, client_id: str) -> None:
    hint = await hint_of(house, await house.sign_in())
    with pytest.raises(UntrustedLogout, match="not the client of the id_token_hint"):
        await read(house, id_token_hint=hint, client_id=client_id)


async def test_the_client_of_a_hint_may_be_gone(house: House) -> None:
    hint = await hint_of(house, await house.sign_in())
    house.register(a_leaver(client_id="forum"))
    for asked in ({}, {"client_id": CLIENT_ID}, {"post_logout_redirect_uri": GOODBYE}):
        with pytest.raises(UntrustedLogout, match="not registered"):
            await read(house, id_token_hint=hint, **asked)


@pytest.mark.parametrize(
    "asked",
    [
        {"client_id": "nobody"},
        {"client_id": "nobody", "post_logout_redirect_uri": GOODBYE},
        {"post_logout_redirect_uri": GOODBYE},
        {"client_id": "plain", "post_logout_redirect_uri": GOODBYE},
        {"client_id": CLIENT_ID, "post_logout_redirect_uri": f"{GOODBYE}?x=y"},
        {"client_id": CLIENT_ID, "post_logout_redirect_uri": "https://app.example.org/callback"},
        {"id_token_hint": "x"},
        {"id_token_hint": "x.y.z", "client_id": CLIENT_ID},
    ],
)
async def test_whatever_is_not_proven_is_refused(house: House, asked: dict[str, str]) -> None:
    with pytest.raises(UntrustedLogout):
        await read(house, **asked)


async def test_an_access_token_is_no_hint(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    with pytest.raises(UntrustedLogout, match="id_token_hint") as refusal:
        await read(house, id_token_hint=issued.access_token)
    assert issued.access_token not in refusal.value.reason


@pytest.mark.parametrize(("name", "limit"), [("state", 2048), ("id_token_hint", 16_384)])
async def test_lengths_are_limited_in_bytes(house: House, name: str, limit: int) -> None:
    for value in ("x" * (limit + 1), "ä" * (limit // 2 + 1)):
        with pytest.raises(InvalidRequest, match="invalid_request"):
            await read(house, **{name: value})
    assert await read(house, state="ä" * 1024) == LogoutRequest()


@pytest.mark.parametrize(
    "parameters",
    [
        Parameters([("client_id", CLIENT_ID), ("client_id", CLIENT_ID)]),
        Parameters([("id_token_hint", "a"), ("id_token_hint", "b")]),
        Parameters([("state", "a"), ("state", "b")]),
        Parameters([], malformed=True),
    ],
)
async def test_what_is_sent_twice_or_broken_is_refused(
    house: House, parameters: Parameters
) -> None:
    with pytest.raises(InvalidRequest):
        await read_logout(house)(parameters)

"""Whose a refresh token is, and that nobody else can use or end it (N-RF-01)."""

import pytest

from domain.errors import InvalidClient, InvalidGrant, InvalidRequest, UnauthorizedClient
from domain.grant_type import GrantType
from tests.builders import DISCORD_ID, a_client
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingGrantStore
from tests.unit.application.house import House, code_of
from tests.unit.application.presented import credentials, refresh_request, token_request
from tests.unit.application.refreshing import is_living, offline, parsed, token_of
from tests.unit.application.steps import return_with

pytestmark = pytest.mark.anyio

_NOT_THEIRS = "the refresh token is not one of this client and grant"
_OTHER = credentials(client_id="other", client_secret="other-secret")


async def test_another_clients_token_is_refused_and_nothing_happens_to_it(house: House) -> None:
    """N-RF-01."""
    house.register(a_client(), a_client(client_id="other", client_secret="other-secret"))
    first = await offline(house)
    second = await house.refresh(token_of(first))
    house.clock.advance(60)
    for token in (token_of(first), token_of(second)):
        with pytest.raises(InvalidGrant) as refusal:
            await house.exchange(_OTHER, refresh_request(token))
        assert refusal.value.reason == _NOT_THEIRS
    assert await house.is_alive(await house.refresh(token_of(second)))


async def test_a_wrong_secret_learns_nothing_and_ends_nothing(house: House) -> None:
    first = await offline(house)
    await house.refresh(token_of(first))
    house.clock.advance(60)
    with pytest.raises(InvalidClient):
        await house.exchange(credentials(client_secret="wrong"), refresh_request(token_of(first)))
    assert await house.is_alive(first)


async def test_a_client_that_did_not_register_for_it_is_refused(house: House) -> None:
    first = await offline(house)
    house.register(a_client(grant_types=frozenset({GrantType.AUTHORIZATION_CODE})))
    with pytest.raises(UnauthorizedClient):
        await house.refresh(token_of(first))
    house.register(a_client())
    assert await is_living(house, first)


async def test_a_resource_server_that_registered_for_nothing_redeems_nothing(house: House) -> None:
    code = await house.sign_in()
    house.register(a_client(grant_types=frozenset()))
    with pytest.raises(UnauthorizedClient):
        await house.redeem(code)


async def test_a_missing_token_is_an_invalid_request(house: House) -> None:
    with pytest.raises(InvalidRequest):
        await house.refresh("")


def _changed(text: str) -> list[str]:
    grant_id, handle, secret = text.split(".")
    near = [text[:-1], text + "a", text[1:], text.rsplit(".", 1)[0], f"{grant_id}.{secret}"]
    swapped = [f"{handle}.{grant_id}.{secret}", f"{grant_id}.{secret}.{handle}"]
    other_case = [f"{grant_id.swapcase()}.{handle}.{secret}"]
    return [*near, *swapped, *other_case, f"{grant_id}.{handle.swapcase()}.{secret}", "x"]


async def test_a_token_that_was_changed_is_refused_and_ends_nothing(house: House) -> None:
    """C-27."""
    first = await offline(house)
    for changed in _changed(token_of(first)):
        with pytest.raises(InvalidGrant):
            await house.refresh(changed)
    assert await is_living(house, first)


async def test_what_cannot_be_one_of_ours_is_refused_without_asking_the_store(
    house: House,
) -> None:
    house.grants = FailingGrantStore(house.grants, Faults(refused=frozenset({"get"})))
    with pytest.raises(InvalidGrant):
        await house.refresh("a" * 131)


async def test_who_saw_an_access_token_can_neither_refresh_nor_end_its_grant(
    house: House,
) -> None:
    """The place of the grant stands in the ``jti``: that is no secret."""
    first = await offline(house)
    forged = f"{parsed(first).grant_id}.{'h' * 43}.{'s' * 43}"
    with pytest.raises(InvalidGrant):
        await house.refresh(forged)
    assert await is_living(house, first)


async def test_a_grant_without_refresh_tokens_has_none(house: House) -> None:
    other, who = await offline(house), await house.begin_session()
    code = code_of(await return_with(house, who, scope="openid"))
    issued = await house.redeem(code)
    (grant_id,) = (
        name for name, grant in (await house.grants.of(DISCORD_ID)).items() if not grant.refresh
    )
    with pytest.raises(InvalidGrant) as refusal:
        await house.refresh(token_of(other).replace(parsed(other).grant_id, grant_id))
    assert refusal.value.reason == _NOT_THEIRS
    assert await house.is_alive(issued)


async def test_every_refusal_reads_alike(house: House) -> None:
    house.register(a_client(), a_client(client_id="other", client_secret="other-secret"))
    first, second = await offline(house), await offline(house)
    await house.refresh(token_of(first))
    house.clock.advance(60)
    requests = [
        (credentials(), refresh_request("not one of ours")),
        (credentials(), refresh_request(f"{'a' * 43}.{'b' * 43}.{'c' * 43}")),
        (_OTHER, refresh_request(token_of(second))),
        (credentials(), refresh_request(token_of(first))),
        (credentials(), token_request(code="a" * 43)),
    ]
    told = set()
    for who, request in requests:
        with pytest.raises(InvalidGrant) as refusal:
            await house.exchange(who, request)
        told.add((refusal.value.error, refusal.value.description))
    assert len(told) == 1

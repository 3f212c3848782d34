"""A code for tokens: which check comes first, and what each leaves behind."""

import pytest

from domain.client_authentication import ClientCredentials, TokenEndpointAuthMethod
from domain.errors import InvalidClient, InvalidGrant, InvalidRequest, UnsupportedGrantType
from tests.builders import CODE_VERIFIER, REDIRECT_URI, a_client
from tests.fakes.failing_store import Faults
from tests.fakes.failing_token_stores import FailingAuthCodeStore
from tests.unit.application.house import House
from tests.unit.application.presented import credentials, token_request

pytestmark = pytest.mark.anyio

_WRONG: list[dict[str, str | None]] = [
    {"redirect_uri": None},
    {"redirect_uri": REDIRECT_URI + "/"},
    {"code_verifier": None},
    {"code_verifier": CODE_VERIFIER + "x"},
    {"code_verifier": "short"},
]
_OTHER = credentials(client_id="other", client_secret="other-secret")


def _two_clients(house: House) -> None:
    house.register(a_client(), a_client(client_id="other", client_secret="other-secret"))


async def test_a_code_gives_tokens_that_are_alive(house: House) -> None:
    issued = await house.redeem(await house.sign_in())
    assert await house.is_alive(issued)


async def test_a_public_client_redeems_with_its_verifier_alone(house: House) -> None:
    house.register(a_client(client_secret=None))
    code = await house.sign_in()
    public = ClientCredentials(client_id="dashboard", method=TokenEndpointAuthMethod.NONE)
    issued = await house.exchange(public, token_request(code=code))
    assert await house.is_alive(issued)


async def test_a_client_that_is_not_authenticated_learns_nothing_of_its_request(
    house: House,
) -> None:
    with pytest.raises(InvalidClient):
        await house.exchange(credentials(client_secret="wrong"), token_request(grant_type="x"))


@pytest.mark.parametrize("grant_type", ["password", "implicit", "Authorization_Code"])
async def test_another_grant_type_is_refused_before_the_code_is_looked_at(
    house: House, grant_type: str
) -> None:
    with pytest.raises(UnsupportedGrantType):
        await house.redeem("not a code", grant_type=grant_type)


@pytest.mark.parametrize("name", ["grant_type", "code"])
async def test_a_missing_parameter_is_an_invalid_request(house: House, name: str) -> None:
    with pytest.raises(InvalidRequest):
        await house.exchange(credentials(), token_request(**{"code": "a" * 43, name: None}))


@pytest.mark.parametrize(
    "code", ["short", "a" * 42, "a" * 44, "a" * 43, "a" * 42 + "\x00", "\u00e9"]
)
async def test_a_code_that_is_not_ours_is_an_invalid_grant(house: House, code: str) -> None:
    with pytest.raises(InvalidGrant):
        await house.redeem(code)


async def test_a_code_that_cannot_be_ours_is_refused_without_asking_the_store(
    house: House,
) -> None:
    house.auth_codes = FailingAuthCodeStore(house.auth_codes, Faults(refused=frozenset({"get"})))
    with pytest.raises(InvalidGrant):
        await house.redeem("a" * 44)


async def test_a_code_that_was_changed_is_unknown(house: House) -> None:
    code = await house.sign_in()
    for changed in (code.swapcase(), code[:-1] + "x", code[::-1]):
        with pytest.raises(InvalidGrant):
            await house.redeem(changed)


@pytest.mark.parametrize("changes", _WRONG)
async def test_a_wrong_binding_does_not_burn_the_code(
    house: House, changes: dict[str, str | None]
) -> None:
    code = await house.sign_in()
    with pytest.raises(InvalidGrant):
        await house.redeem(code, **changes)
    assert await house.is_alive(await house.redeem(code))


async def test_another_client_neither_redeems_nor_burns_the_code(house: House) -> None:
    _two_clients(house)
    code = await house.sign_in()
    with pytest.raises(InvalidGrant):
        await house.exchange(_OTHER, token_request(code=code))
    assert await house.is_alive(await house.redeem(code))


@pytest.mark.parametrize("changes", _WRONG)
async def test_a_wrong_binding_does_not_end_what_the_code_gave(
    house: House, changes: dict[str, str | None]
) -> None:
    code = await house.sign_in()
    issued = await house.redeem(code)
    with pytest.raises(InvalidGrant):
        await house.redeem(code, **changes)
    assert await house.is_alive(issued)


async def test_another_client_does_not_end_what_the_code_gave(house: House) -> None:
    _two_clients(house)
    code = await house.sign_in()
    issued = await house.redeem(code)
    with pytest.raises(InvalidGrant):
        await house.exchange(_OTHER, token_request(code=code))
    assert await house.is_alive(issued)


async def test_a_wrong_secret_neither_burns_the_code_nor_ends_what_it_gave(house: House) -> None:
    code = await house.sign_in()
    wrong = credentials(client_secret="wrong")
    with pytest.raises(InvalidClient):
        await house.exchange(wrong, token_request(code=code))
    issued = await house.redeem(code)
    with pytest.raises(InvalidClient):
        await house.exchange(wrong, token_request(code=code))
    assert await house.is_alive(issued)


async def test_every_refusal_of_a_code_reads_alike(house: House) -> None:
    _two_clients(house)
    used, expired = await house.sign_in(), await house.sign_in()
    await house.redeem(used)
    fresh_requests = [
        (credentials(), token_request(code="a" * 43)),
        (credentials(), token_request(code="short")),
        (credentials(), token_request(code=used)),
        (credentials(), token_request(code=expired, code_verifier=None)),
        (_OTHER, token_request(code=expired)),
    ]
    told = set()
    for who, request in fresh_requests:
        with pytest.raises(InvalidGrant) as refusal:
            await house.exchange(who, request)
        told.add((refusal.value.error, refusal.value.description))
    house.clock.advance(300)
    with pytest.raises(InvalidGrant) as refusal:
        await house.redeem(expired)
    assert told == {(refusal.value.error, refusal.value.description)}

"""An ID token of ours that comes back as a hint says whom the client wants, and nothing more."""

import pytest

from domain.authorization_response import AuthorizationRefused
from tests.builders import DISCORD_ID, a_client, an_identity, authorization_parameters
from tests.unit.application.house import GRANT_LIFETIME, House, Signed, trip_of
from tests.unit.application.situations import met
from tests.unit.application.steps import NOBODY, return_with

pytestmark = pytest.mark.anyio


async def _hint(house: House) -> str:
    issued = await house.redeem(await house.sign_in())
    assert issued.id_token
    return issued.id_token


async def _hint_of_somebody_else(house: House) -> str:
    house.upstream.answer = an_identity(discord_id="42")
    hint = await _hint(house)
    house.upstream.answer = an_identity()
    return hint


async def _refused(house: House, who: Signed = NOBODY, **changes: str | None) -> tuple[str, str]:
    with pytest.raises(AuthorizationRefused) as refusal:
        await return_with(house, who, **changes)
    return refusal.value.error.error, refusal.value.error.reason


async def test_the_person_of_the_hint_is_let_in(house: House) -> None:
    hint = await _hint(house)
    who = await house.begin_session()
    assert (await met(house, who, id_token_hint=hint, prompt="none"))[0] == "code"


async def test_the_hint_becomes_the_subject_that_is_taken(house: House) -> None:
    hint = await _hint(house)
    read = house.read_request()
    _, _, request = await read(authorization_parameters(id_token_hint=hint))
    assert request.subjects == frozenset({DISCORD_ID})


async def test_a_hint_that_has_expired_is_as_good(house: House) -> None:
    hint = await _hint(house)
    house.clock.advance(GRANT_LIFETIME.total_seconds() * 1000)
    who = await house.begin_session()
    assert (await met(house, who, id_token_hint=hint, prompt="none"))[0] == "code"


async def test_a_hint_that_another_client_was_given_is_as_good(house: House) -> None:
    hint = await _hint(house)
    house.register(a_client(client_id="other"))
    who = await house.begin_session(client_id="other")
    word, _, _ = await met(house, who, id_token_hint=hint, client_id="other", prompt="none")
    assert word == "code"


async def test_the_session_of_somebody_else_is_not_let_in(house: House) -> None:
    hint = await _hint_of_somebody_else(house)
    who = await house.begin_session()
    assert await met(house, who, id_token_hint=hint, prompt="none") == ("login_required", 0, 0)
    assert await met(house, who, id_token_hint=hint) == ("choose", 0, 1)


async def test_who_comes_back_as_they_were_is_a_login_required(house: House) -> None:
    hint = await _hint_of_somebody_else(house)
    trip = trip_of(await house.come_back(await house.set_out(id_token_hint=hint)))
    assert house.upstream.sent[-1].choose_account
    with pytest.raises(AuthorizationRefused) as refusal:
        await house.come_back(trip)
    assert refusal.value.error.error == "login_required"


async def test_hint_and_claims_that_name_different_people_are_refused(house: House) -> None:
    claims = '{"id_token":{"sub":{"value":"42"}}}'
    error, _ = await _refused(house, id_token_hint=await _hint(house), claims=claims)
    assert error == "invalid_request"


@pytest.mark.parametrize(
    "hint", ["x", "a.b.c", "e30.e30.e30", "\u00e9.\u00e9.\u00e9", "a" * 16_384]
)
async def test_what_is_no_id_token_of_ours_is_refused_by_the_kind_of_request(
    house: House, hint: str
) -> None:
    assert (await _refused(house, id_token_hint=hint))[0] == "invalid_request"
    assert (await _refused(house, id_token_hint=hint, prompt="none"))[0] == "login_required"


async def test_a_hint_that_is_too_long_is_not_read(house: House) -> None:
    for prompt in (None, "none"):
        error, _ = await _refused(house, id_token_hint="a" * 16_385, prompt=prompt)
        assert error == "invalid_request"


async def test_an_access_token_is_no_hint(house: House) -> None:
    access_token = (await house.redeem(await house.sign_in())).access_token
    error, reason = await _refused(house, id_token_hint=access_token)
    assert error == "invalid_request"
    assert access_token not in reason


@pytest.mark.parametrize("part", [0, 1, 2])
async def test_a_hint_that_was_changed_anywhere_is_none(house: House, part: int) -> None:
    parts = (await _hint(house)).split(".")
    parts[part] = parts[part][:-3] + ("AAA" if parts[part][-3:] != "AAA" else "BBB")
    error, reason = await _refused(house, id_token_hint=".".join(parts), prompt="none")
    assert error == "login_required"
    assert reason.startswith("id_token_hint: ")
    assert parts[part] not in reason


async def test_a_hint_signs_nobody_in(house: House) -> None:
    hint = await _hint(house)
    assert (await _refused(house, id_token_hint=hint, prompt="none"))[0] == "login_required"
    assert await met(house, NOBODY, id_token_hint=hint) == ("pass", 0, 1)

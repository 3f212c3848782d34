"""The simulated token endpoint (Discord facts 1.5 and 1.6)."""

import pytest

from demo.discord.members import CAPTAIN
from tests.integration.simulated_discord import (
    CLIENT_ID,
    CLIENT_SECRET,
    CODE_VERIFIER,
    Clock,
    a_form,
    a_query,
    a_simulator,
    a_visitor,
    answer_in,
    exchange,
)

pytestmark = pytest.mark.anyio

TOKEN = "/api/v10/oauth2/token"
BODY_AUTH = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
USED = {"error": "invalid_grant", "error_description": 'Invalid "code" in request.'}


async def test_a_code_becomes_a_token() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        response = await exchange(visitor, a_form(simulator))
    body = response.json()
    assert response.status_code == 200
    assert body.keys() == {"access_token", "token_type", "expires_in", "refresh_token", "scope"}
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 604800)
    assert set(body["scope"].split()) == {"identify", "email"}


async def test_the_scope_a_person_edited_is_the_one_granted() -> None:
    simulator = a_simulator()
    code = answer_in(simulator.approve(a_query(), CAPTAIN.id, "identify"))["code"]
    async with a_visitor(simulator) as visitor:
        response = await exchange(visitor, a_form(simulator, code=code))
    assert response.json()["scope"] == "identify"


async def test_a_code_can_be_spent_once() -> None:
    simulator = a_simulator()
    form = a_form(simulator)
    async with a_visitor(simulator) as visitor:
        await exchange(visitor, form)
        response = await exchange(visitor, form)
    assert (response.status_code, response.json()) == (400, USED)


@pytest.mark.parametrize(("age", "status"), [(99.9, 200), (100.0, 400)])
async def test_a_code_lives_for_100_seconds(age: float, status: int) -> None:
    simulator = a_simulator()
    form = a_form(simulator)
    later = Clock()
    later.time += age
    simulator.clock = later
    async with a_visitor(simulator) as visitor:
        assert (await exchange(visitor, form)).status_code == status


@pytest.mark.parametrize(
    ("change", "error", "description"),
    [
        ({"code": "unknown"}, "invalid_grant", 'Invalid "code" in request.'),
        ({"code": None}, "invalid_grant", 'Invalid "code" in request.'),
        ({"redirect_uri": "https://b"}, "invalid_grant", 'Invalid "redirect_uri" in request.'),
        ({"redirect_uri": None}, "invalid_grant", 'Invalid "redirect_uri" in request.'),
        ({"code_verifier": None}, "invalid_request", 'Missing "code_verifier"'),
        ({"code_verifier": "short"}, "invalid_request", 'Invalid "code_verifier"'),
        ({"code_verifier": f"{CODE_VERIFIER}."}, "invalid_grant", "Code challenge failed."),
        ({"grant_type": None}, "unsupported_grant_type", "Grant type None is not supported"),
    ],
)
async def test_what_a_code_is_bound_to_must_be_presented(
    change: dict[str, str | None], error: str, description: str
) -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        response = await exchange(visitor, a_form(simulator, **change))
    assert response.status_code == 400
    assert response.json() == {"error": error, "error_description": description}


async def test_the_secret_may_stand_in_the_form() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        response = await visitor.post(TOKEN, data=a_form(simulator) | BODY_AUTH)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "authorization", [None, "Basic not base64", "Basic YTpi", "Bearer x", "Basic /w=="]
)
async def test_a_wrong_secret_is_invalid_client(authorization: str | None) -> None:
    simulator = a_simulator()
    headers = {"Authorization": authorization} if authorization else {}
    async with a_visitor(simulator) as visitor:
        response = await visitor.post(TOKEN, data=a_form(simulator), headers=headers)
    assert (response.status_code, response.json()) == (401, {"error": "invalid_client"})


async def test_json_is_no_form() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        response = await visitor.post(TOKEN, json=a_form(simulator) | BODY_AUTH)
    assert response.status_code == 400
    assert response.json()["error"] == "unsupported_grant_type"


async def test_a_query_string_counts_for_nothing() -> None:
    simulator = a_simulator()
    form = a_form(simulator) | BODY_AUTH
    grant_type = {"grant_type": form.pop("grant_type")}
    async with a_visitor(simulator) as visitor:
        response = await visitor.post(TOKEN, params=form, data=grant_type)
    assert response.json() == {"error": "invalid_client"}


async def test_get_is_not_allowed_and_still_counted() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        response = await visitor.get(TOKEN)
    assert response.status_code == 405
    assert response.json() == {"message": "405: Method Not Allowed", "code": 0}
    assert simulator.calls["token"] == 1

"""The simulated authorize page (Discord facts 1.2 to 1.4)."""

from dataclasses import replace

import httpx
import pytest

from demo.discord.members import CAPTAIN, DRIVER, PENDING
from demo.html_page import HtmlPage
from tests.integration.simulated_discord import (
    CODE_CHALLENGE,
    REDIRECT_URI,
    a_query,
    a_simulator,
    a_visitor,
    answer_in,
)

pytestmark = pytest.mark.anyio

PAGE = "/oauth2/authorize"
ISSUER = "https://discord.com"


async def press(visitor: httpx.AsyncClient, page: httpx.Response, **button: str) -> httpx.Response:
    [form] = HtmlPage(page.text).forms
    assert next(iter(button.items())) in form.buttons
    address = page.url.join(form.action)
    return await visitor.post(address, data={**form.fields, **button})


async def test_the_page_says_what_it_is_and_what_is_asked() -> None:
    async with a_visitor(a_simulator()) as visitor:
        page = await visitor.get(PAGE, params=a_query())
    text = HtmlPage(page.text).text
    assert "This is a simulation of Discord." in text
    assert all(word in text for word in ("id.example.org", "identify", "email", CAPTAIN.label))
    assert "<script" not in page.text
    assert "form-action" not in page.headers["content-security-policy"]


async def test_only_listed_people_are_on_the_page() -> None:
    simulator = a_simulator()
    simulator.set_member(replace(DRIVER, listed=False))
    simulator.set_member(replace(PENDING, listed=True))
    async with a_visitor(simulator) as visitor:
        page = await visitor.get(PAGE, params=a_query())
    assert PENDING.id in page.text
    assert DRIVER.id not in page.text


async def test_what_a_request_says_is_shown_as_text() -> None:
    async with a_visitor(a_simulator()) as visitor:
        page = await visitor.get(PAGE, params=a_query(state='"><b>', scope="<i>"))
    assert "<b>" not in page.text
    assert "<i>" not in page.text
    assert HtmlPage(page.text).forms[0].fields["state"] == '"><b>'


async def test_a_button_signs_that_person_in() -> None:
    simulator = a_simulator()
    async with a_visitor(simulator) as visitor:
        page = await visitor.get(PAGE, params=a_query())
        answer = answer_in(await press(visitor, page, user_id=DRIVER.id))
    code = simulator.codes[answer["code"]]
    assert (code.user_id, code.code_challenge) == (DRIVER.id, CODE_CHALLENGE)
    assert (answer["state"], answer["iss"]) == ("the state", ISSUER)


async def test_cancel_is_access_denied() -> None:
    async with a_visitor(a_simulator()) as visitor:
        page = await visitor.get(PAGE, params=a_query())
        answer = answer_in(await press(visitor, page, cancel="1"))
    assert answer == {
        "error": "access_denied",
        "error_description": "The resource owner or authorization server denied the request",
        "state": "the state",
        "iss": ISSUER,
    }


async def test_an_unknown_scope_is_found_only_after_the_consent() -> None:
    async with a_visitor(a_simulator()) as visitor:
        page = await visitor.get(PAGE, params=a_query(scope="identify bananas"))
        answer = answer_in(await press(visitor, page, user_id=DRIVER.id))
        again = await visitor.get(PAGE, params=a_query(scope="identify bananas"))
    assert answer["error"] == "invalid_scope"
    assert answer["error_description"] == ("The requested scope is invalid, unknown, or malformed.")
    assert answer["iss"] == ISSUER
    assert again.status_code == 200


async def test_state_and_iss_come_only_when_wanted() -> None:
    simulator = a_simulator(send_iss=False)
    assert set(answer_in(simulator.approve(a_query(state=None), CAPTAIN.id))) == {"code"}
    assert "iss" not in simulator.cancel(a_query())
    simulator.send_iss = True
    assert answer_in(simulator.cancel(a_query()))["iss"] == ISSUER


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "1"},
        {"client_id": None},
        {"redirect_uri": f"{REDIRECT_URI}/"},
        {"redirect_uri": f"{REDIRECT_URI}?a=b"},
        {"redirect_uri": ""},
    ],
)
async def test_an_unregistered_request_is_never_redirected(change: dict[str, str | None]) -> None:
    async with a_visitor(a_simulator()) as visitor:
        shown = await visitor.get(PAGE, params=a_query(**change))
        sent = await visitor.post(PAGE, data={**a_query(**change), "user_id": CAPTAIN.id})
        cancelled = await visitor.post(PAGE, data={**a_query(**change), "cancel": "1"})
    for response in (shown, sent, cancelled):
        assert response.status_code == 400
        assert "location" not in response.headers
        assert "Invalid OAuth2 redirect_uri" in response.text


@pytest.mark.parametrize(
    ("change", "description"),
    [
        ({"response_type": None}, None),
        ({"code_challenge_method": "plain"}, 'Unsupported "code_challenge_method"'),
        ({"code_challenge_method": None}, 'Unsupported "code_challenge_method"'),
        ({"code_challenge": None}, 'Missing "code_challenge"'),
        ({"code_challenge": "short"}, 'Invalid "code_challenge"'),
    ],
)
async def test_a_faulty_request_goes_straight_back(
    change: dict[str, str | None], description: str | None
) -> None:
    async with a_visitor(a_simulator()) as visitor:
        answer = answer_in(await visitor.get(PAGE, params=a_query(**change)))
    assert answer["error"] == "invalid_request"
    assert answer.get("error_description") == description

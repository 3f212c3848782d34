"""What the log says about who was refused at the token endpoint."""

import pytest
from structlog.typing import EventDict

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CLIENT_ID, OTHER_ID, PUBLIC_ID, SECRET, basic

pytestmark = pytest.mark.anyio

NO_BODY: dict[str, str | None] = {"client_id": None, "client_secret": None}
# As if the fields had been mixed up.
TYPED = "canary-of-a-secret-in-the-wrong-field"


def refusal(logs: list[EventDict]) -> EventDict:
    (entry,) = [entry for entry in logs if entry["event"] == "request_refused"]
    return entry


async def test_what_is_no_client_is_not_logged_as_one(
    browser: Browser, logs: list[EventDict]
) -> None:
    for headers, body in (
        ({}, {"client_id": TYPED, "client_secret": CLIENT_ID}),
        ({}, {"client_id": TYPED, "client_secret": None}),
        ({}, {"client_id": TYPED, "grant_type": TYPED}),
        ({"Authorization": basic(TYPED, CLIENT_ID)}, NO_BODY),
    ):
        logs.clear()
        response = await browser.exchange("x", headers, **body)

        assert_oauth_error(response, 401, "invalid_client")
        assert refusal(logs)["client_id"] is None
        assert refusal(logs)["reason"] == "client_id is not registered"
        assert TYPED not in str(logs)


async def test_a_client_that_is_one_is_named_whatever_it_did_wrong(
    browser: Browser, logs: list[EventDict]
) -> None:
    for headers, body in (
        ({}, {"client_secret": "wrong"}),
        ({}, {"grant_type": "password"}),
        ({}, {}),
        ({"Authorization": basic(CLIENT_ID, "wrong")}, NO_BODY),
    ):
        logs.clear()
        await browser.exchange("x", headers, **body)

        assert refusal(logs)["client_id"] == CLIENT_ID


@pytest.mark.parametrize("client_id", [PUBLIC_ID, OTHER_ID])
async def test_the_name_logged_is_that_of_whoever_asked_and_not_that_of_the_code(
    browser: Browser, logs: list[EventDict], client_id: str
) -> None:
    code = await browser.code()
    await browser.exchange(code, client_id=client_id, client_secret=SECRET)

    assert refusal(logs)["client_id"] == client_id


async def test_a_stranger_and_a_wrong_secret_get_the_same_answer(browser: Browser) -> None:
    stranger = await browser.exchange("x", client_id=TYPED)
    mistaken = await browser.exchange("x", client_secret="wrong")

    assert stranger.content == mistaken.content
    assert stranger.status_code == mistaken.status_code == 401
    assert stranger.headers == mistaken.headers

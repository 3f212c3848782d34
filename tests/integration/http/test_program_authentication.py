"""How programs authenticate at the endpoints for clients, and that they do it in one way."""

from urllib.parse import urlencode

import httpx
import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser, changed
from tests.integration.http.harness import (
    CLIENT_ID,
    FORM,
    OTHER_ID,
    SECRET,
    basic,
)
from tests.integration.http.program import Program
from tests.integration.http.program_requests import EACH, ME, Kind, assert_nothing_happened

pytestmark = pytest.mark.anyio


@pytest.fixture
def http(program: Program) -> httpx.AsyncClient:
    return Browser(program.provider).http


TWICE: dict[str, dict[str, str | None]] = {
    "Basic and body": {"client_secret": SECRET},
    "Basic and a wrong body": {"client_secret": "wrong"},
    "Basic and another client": {"client_id": OTHER_ID, "client_secret": None},
    "Basic and an assertion": {
        "client_secret": None,
        "client_assertion": "e30.e30.e30",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    },
}


@EACH
@pytest.mark.parametrize("changes", TWICE.values(), ids=TWICE.keys())
async def test_two_ways_of_authenticating_at_once_are_refused(
    program: Program, http: httpx.AsyncClient, kind: Kind, changes: dict[str, str | None]
) -> None:
    """N-TK-06, N-RV-01, N-IN-01."""
    held = await program.begin()
    form = changed(kind.form(held), changes)
    headers = {"Authorization": basic(CLIENT_ID, SECRET)}

    response = await http.post(kind.path, data=form, headers=headers)
    assert_oauth_error(response, 400, "invalid_request")
    await assert_nothing_happened(program, held)


@EACH
async def test_two_authorization_headers_are_refused(
    program: Program, http: httpx.AsyncClient, kind: Kind
) -> None:
    """N-TK-06."""
    held = await program.begin()
    good = basic(CLIENT_ID, SECRET)
    body = urlencode(changed(kind.form(held), dict.fromkeys(ME)))
    for second in (good, "Basic x", f"Bearer {held.access_token}"):
        headers = [("Authorization", good), ("Authorization", second), ("Content-Type", FORM)]
        response = await http.post(kind.path, content=body, headers=headers)
        assert_oauth_error(response, 400, "invalid_request")

    await assert_nothing_happened(program, held)

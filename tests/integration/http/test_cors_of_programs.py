"""Which scripts may read the answers of revocation and introspection, and refresh."""

import pytest

from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    INTROSPECT,
    PUBLIC_ID,
    REVOKE,
    SECRET,
    TOKEN,
)
from tests.integration.http.origins import (
    FOREIGN,
    FORUM,
    LOOPBACK,
    OWN,
    SPA,
    cors,
    from_origin,
    preflight,
)
from tests.integration.http.program import Program

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("origin", [OWN, *FOREIGN, FORUM, SPA, LOOPBACK])
async def test_the_revocation_endpoint_is_open_as_the_token_endpoint_is(
    browser: Browser, origin: str
) -> None:
    """N-TK-20, N-RV-01: to scripts of the client's own origins, answers and errors alike."""
    form = {"client_id": CLIENT_ID, "client_secret": SECRET, "token": "x"}
    for changes in ({}, {"token": ""}, {"client_secret": "wrong"}):
        data = {**form, **changes}
        response = await browser.http.post(REVOKE, data=data, headers=from_origin(origin))
        allowed = {"access-control-allow-origin": OWN} if origin == OWN else {}
        assert cors(response.headers) == allowed
        assert response.headers["vary"] == "Origin"


@pytest.mark.parametrize("origin", [OWN, *FOREIGN, FORUM, SPA])
async def test_no_script_may_read_the_introspection_endpoint(browser: Browser, origin: str) -> None:
    """N-IN-01 (C-35): resource servers are no scripts; not even a preflight passes."""
    form = {"client_id": CLIENT_ID, "client_secret": SECRET, "token": "x"}
    answers = [
        await browser.http.post(INTROSPECT, data=form, headers=from_origin(origin)),
        await browser.http.post(INTROSPECT, headers=from_origin(origin)),
        await browser.http.options(INTROSPECT, headers=preflight(origin)),
    ]

    assert [cors(answer.headers) for answer in answers] == [{}] * 3
    assert answers[0].status_code == 200


async def test_a_script_of_a_public_client_may_refresh_and_revoke(program: Program) -> None:
    """N-TK-20: with nothing but its token and its id."""
    public = Program(provider=program.provider, client_id=PUBLIC_ID)
    held = await public.begin()
    headers = {"Origin": SPA}
    grant = {"grant_type": "refresh_token", "refresh_token": held.refresh_token}
    refreshed = await public.post(TOKEN, headers, **grant)
    token = refreshed.json()["refresh_token"]
    revoked = await public.post(REVOKE, headers, token=token)

    for response in (refreshed, revoked):
        assert response.status_code == 200
        assert response.headers["access-control-allow-origin"] == SPA
        assert "access-control-allow-credentials" not in response.headers

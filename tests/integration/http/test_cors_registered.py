"""Scripts of web origins that a client registers beside its redirect URIs."""

import pytest

from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CLIENT_ID,
    INTROSPECT,
    OTHER_ID,
    REVOKE,
    TOKEN,
    USERINFO,
    Provider,
)
from tests.integration.http.origins import OWN, cors, from_origin, preflight
from tests.integration.http.program import Program, refreshing
from tests.integration.http.refreshing_clients import clients

pytestmark = pytest.mark.anyio

BOARD, LOCAL = "https://board.example.org", "http://localhost:3000"
WRITTEN = ["https://Board.Example.org:443", LOCAL]
STRANGE = [
    "https://board.example.org.evil.example",
    "https://x.board.example.org",
    "http://board.example.org",
    "https://board.example.org:8443",
    "https://board.example.org:443",
    "https://Board.Example.org",
    "https://board.example.org/",
    "http://localhost:3001",
    "null",
]


@pytest.fixture
def provider(key_file: str) -> Provider:
    """Give a provider where the dashboard has these."""
    return refreshing(key_file, OAUTH_CLIENTS=clients(**{CLIENT_ID: {"cors_origins": WRITTEN}}))


@pytest.mark.parametrize("origin", [BOARD, LOCAL, OWN])
async def test_scripts_of_an_origin_that_was_registered_besides_may_read(
    provider: Provider, browser: Browser, origin: str
) -> None:
    """N-TK-20, N-RV-01: answers and errors alike, and those of the redirect URIs still."""
    program = Program(provider=provider)
    held = await program.begin()
    headers = {"Origin": origin}
    grant = {"grant_type": "refresh_token", "refresh_token": held.refresh_token}
    answers = [
        await program.post(TOKEN, headers, **grant),
        await program.post(TOKEN, headers, grant_type="x"),
        await program.post(REVOKE, headers, token="x"),
        *[await browser.http.options(path, headers=preflight(origin)) for path in (TOKEN, REVOKE)],
    ]

    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == origin
        assert answer.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in answer.headers


async def test_introspection_stays_closed_and_userinfo_open(
    provider: Provider, browser: Browser
) -> None:
    """N-IN-01 (C-35), N-UI-03."""
    program = Program(provider=provider)
    told = await program.post(INTROSPECT, {"Origin": BOARD}, token="x")
    asked = await browser.http.options(INTROSPECT, headers=preflight(BOARD))
    userinfo = await browser.http.get(USERINFO, headers={"Origin": BOARD})

    assert cors(told.headers) == cors(asked.headers) == {}
    assert userinfo.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("origin", STRANGE)
async def test_no_origin_that_only_resembles_one_may_read(
    provider: Provider, browser: Browser, origin: str
) -> None:
    """N-TK-20."""
    answers = [
        await Program(provider=provider).post(TOKEN, {"Origin": origin}, grant_type="x"),
        await browser.http.options(TOKEN, headers=preflight(origin)),
    ]

    assert [cors(answer.headers) for answer in answers] == [{}, {}]


@pytest.mark.parametrize("origin", [BOARD, LOCAL])
async def test_they_may_read_the_answers_of_no_other_client(
    provider: Provider, browser: Browser, origin: str
) -> None:
    """N-TK-20: and a page of ours no more than before."""
    other = Program(provider=provider, client_id=OTHER_ID)
    answer = await other.post(TOKEN, {"Origin": origin}, grant_type="x")
    page = await browser.http.get("/oauth/authorize", headers=from_origin(origin))

    assert cors(answer.headers) == cors(page.headers) == {}

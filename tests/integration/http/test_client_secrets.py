"""Where the secrets of a client stand makes no difference to the client."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.builders import a_client, a_rulebook
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.harness import (
    CLIENTS,
    REDIRECT,
    Provider,
    basic,
    provider_of,
    settings_for,
)

pytestmark = pytest.mark.anyio

NOW, NEXT = "canary-secret-of-now", "canary-secret-of-next"
DIGEST, NEXT_DIGEST = (sha256(secret.encode()).hexdigest() for secret in (NOW, NEXT))
KINDS = ("client_secret", "client_secret_sha256", "client_secret_file", "client_secret_env")


@pytest.fixture(params=KINDS)
def browser(request: pytest.FixtureRequest, key_file: str, tmp_path: Path) -> Browser:
    """Give a browser at a provider that was told the two secrets of the dashboard in this way."""
    for name, secret in (("now", NOW), ("next", NEXT)):
        (tmp_path / name).write_text(secret + "\n", encoding="utf-8")
    given = {
        "client_secret": [NOW, NEXT],
        "client_secret_sha256": [DIGEST.upper(), NEXT_DIGEST],
        "client_secret_file": [str(tmp_path / "now"), str(tmp_path / "next")],
        "client_secret_env": ["DASHBOARD_NOW", "DASHBOARD_NEXT"],
    }
    rest = {k: v for k, v in CLIENTS["dashboard"].items() if k != "client_secret"}
    clients = {"dashboard": {**rest, request.param: given[request.param]}}
    environment = {"DASHBOARD_NOW": NOW, "DASHBOARD_NEXT": NEXT}
    settings = settings_for(key_file, OAUTH_CLIENTS=json.dumps(clients), **environment)
    provider: Provider = provider_of(settings)
    return Browser(provider)


@pytest.mark.parametrize("secret", [NOW, NEXT])
async def test_either_secret_authenticates_in_the_body_and_in_the_header(
    browser: Browser, secret: str
) -> None:
    """N-TK-07."""
    posted = await browser.exchange(await browser.code(), client_secret=secret)
    header = {"Authorization": basic("dashboard", secret)}
    in_header = await browser.exchange(
        await browser.code(), header, client_id=None, client_secret=None
    )

    assert (posted.status_code, in_header.status_code) == (200, 200)


@pytest.mark.parametrize(
    "secret",
    [
        *(DIGEST, DIGEST.upper(), NEXT_DIGEST),
        *("", "DASHBOARD_NOW", NOW + "\n", f"{NOW} {NEXT}", f'["{NOW}", "{NEXT}"]'),
    ],
)
async def test_neither_a_digest_nor_anything_else_does(browser: Browser, secret: str) -> None:
    """N-TK-05: who has read the digests in the settings cannot pose as the client."""
    header = {"Authorization": basic("dashboard", secret)}
    code = await browser.code()
    for refused in (
        await browser.exchange(code, client_secret=secret),
        await browser.exchange(code, header, client_id=None, client_secret=None),
    ):
        assert_oauth_error(refused, 401, "invalid_client")
    assert (await browser.exchange(code, client_secret=NOW)).status_code == 200


@pytest.mark.parametrize("given", ["in the body", "in the header", "not at all"])
async def test_an_empty_secret_is_none_even_where_its_digest_was_registered(
    provider: Provider, given: str
) -> None:
    """As it was by ``printf %s "$UNSET" | sha256sum``, before that was refused."""
    client = a_client(client_secret="", next_secret=NOW, redirect_uris=frozenset({REDIRECT}))
    provider.container.adapters.rulebooks().replace(a_rulebook(client))
    browser, header = Browser(provider), {"Authorization": basic(client.client_id, "")}
    code = await browser.code()
    if given == "in the body":
        refused = await browser.exchange(code, client_secret="")
    elif given == "in the header":
        refused = await browser.exchange(code, header, client_id=None, client_secret=None)
    else:
        refused = await browser.exchange(code, client_secret=None)

    assert_oauth_error(refused, 401, "invalid_client")
    assert (await browser.exchange(code, client_secret=NOW)).status_code == 200

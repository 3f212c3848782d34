"""The cookies, what lies in the store, and names that could be mistaken for one another."""

import json
import re
from itertools import product

import pytest

from entrypoints.settings import SettingsError
from tests import builders
from tests.integration.http.browser import REQUEST, Browser
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CONSENT,
    LOGOUT,
    ONCE_ID,
    RESUME,
    SECRET,
    SIGN_IN,
    SIGN_OUT,
    Provider,
    query_of,
    settings_for,
)
from tests.integration.http.program import Program

pytestmark = pytest.mark.anyio

PROMPTS = ["login", "consent"]
KINDS = [
    *("auth_req:", "auth_code:{", "family:{", "sessions_of:", "grants_of:"),
    *("session:", "interaction:", "consent:", "posted_req:"),
    *("logout:", "joined:{", "ended:{"),
]


async def test_the_cookie_of_an_https_issuer_is_bound_to_this_host(browser: Browser) -> None:
    """N-X-04."""
    header = (await browser.authorize()).headers["set-cookie"]
    name, _, rest = header.partition("=")
    value, *attributes = [part.strip() for part in rest.split(";")]

    assert name == "__Host-guildpass_browser"
    assert len(value) == 43
    expected = {"httponly", "secure", "samesite=lax", "path=/", "max-age=4200"}
    assert {attribute.lower() for attribute in attributes} == expected


async def test_the_cookie_of_a_loopback_issuer_is_taken_by_every_browser(
    loopback: Provider,
) -> None:
    """N-X-04: neither the prefix nor Secure, the rest as ever."""
    browser = Browser(loopback)
    header = (await browser.authorize()).headers["set-cookie"]

    assert header.startswith("guildpass_browser=")
    attributes = {part.strip().lower() for part in header.split(";")[1:]}
    assert attributes == {"httponly", "samesite=lax", "path=/", "max-age=4200"}
    assert (await browser.sign_in()).status_code == 303


async def test_a_sign_in_sets_the_cookie_of_the_session_and_no_other_answer_any(
    browser: Browser,
) -> None:
    """N-X-04."""
    back = await browser.sign_in()
    page = await browser.http.get(CALLBACK)
    at_once = await browser.authorize()
    exchanged = await browser.exchange(query_of(at_once.headers["location"])["code"])

    (header,) = back.headers.get_list("set-cookie")
    assert header.startswith("__Host-guildpass_session=")
    for response in (page, at_once, exchanged):
        assert "set-cookie" not in response.headers


async def test_two_browsers_never_get_the_same_cookie(provider: Provider) -> None:
    """N-X-04."""
    values = {(await Browser(provider).authorize()).headers["set-cookie"] for _ in range(10)}

    assert len(values) == 10


async def test_the_store_holds_nothing_that_could_be_used(offline: Provider) -> None:
    """N-X-06, N-AZ-25: digests of codes, states, pages and cookies; no token, no secret."""
    provider, browser = offline, Browser(offline)
    state = await browser.begin()
    code = await browser.code()
    exchanged = await browser.code()
    tokens = (await browser.exchange(exchanged)).json()
    first = await Program(provider=offline).begin(browser)
    second = await Program(provider=offline).refreshed(first.refresh_token)
    pages = [query_of((await browser.authorize(prompt=p)).headers["location"]) for p in PROMPTS]
    answered = await browser.press(await browser.page_for(client_id=ONCE_ID), "Allow")
    kept = await browser.http.post(AUTHORIZE, data={**REQUEST, "padding": "x" * 4097})
    leaving = [await browser.sign_out(), await browser.http.post(LOGOUT, data={"x": "y"})]
    session = browser.session
    await browser.press(await browser.asked_to_leave(), "Sign out")
    await browser.code()
    stored = provider.memory.everything()

    secrets = [
        state,
        code,
        exchanged,
        session,
        *browser.http.cookies.values(),
        *(query_of(answer.headers["location"])["logout"] for answer in leaving),
        *(page["interaction"] for page in pages),
        query_of(answered.headers["location"])["code"],
        query_of(kept.headers["location"])["reference"],
        tokens["access_token"],
        tokens["id_token"],
        *(part for held in (first, second) for part in held.refresh_token.split(".")[1:]),
        second.access_token,
        SECRET,
        "discord-code",
    ]
    assert len(secrets) == 21
    assert [secret for secret in secrets if secret in stored] == []
    for kind in KINDS:
        assert kind in stored


async def test_what_lies_in_the_store_does_not_open_anything(offline: Provider) -> None:
    """N-X-06: a digest is no code, no state, no page, no kept request and no session."""
    provider, browser = offline, Browser(offline)
    await browser.begin()
    await browser.code()
    for prompt in PROMPTS:
        await browser.page_for(prompt=prompt)
    await browser.http.post(AUTHORIZE, data={**REQUEST, "padding": "x" * 4097})
    await browser.asked_to_leave()
    held = await Program(provider=offline).begin(browser)
    kinds = set()
    for line in provider.memory.everything().splitlines():
        kind, _, rest = line.partition(":")
        key = rest.partition(" ")[0].strip("{}")
        kinds.add(kind)
        assert (await browser.exchange(key)).json()["error"] == "invalid_grant"
        assert (await browser.come_back(key)).status_code == 400
        for path in (SIGN_IN, CONSENT):
            answer = {"interaction": key, "answer": "allow"}
            assert (await browser.http.post(path, data=answer)).status_code == 400
        assert (await browser.http.get(RESUME, params={"reference": key})).status_code == 400
        leave = {"logout": key, "answer": "sign-out"}
        assert (await browser.http.post(SIGN_OUT, data=leave)).status_code == 400
        assert (await browser.http.get(SIGN_OUT, params=leave)).status_code == 400
        thief = Browser(provider)
        thief.http.cookies.set(browser.session_cookie, key, domain="id.example.org", path="/")
        refused = await thief.authorize(prompt="none")
        assert query_of(refused.headers["location"])["error"] == "login_required"

    assert await browser.is_signed_in()
    kept = {"auth_req", "auth_code", "session", "interaction", "posted_req", "logout", "joined"}
    assert kinds == {*kept, "family", "sessions_of", "grants_of"}
    assert all((await Program(provider=offline).is_alive(held)).values())


async def test_what_lies_in_the_store_makes_no_refresh_token(program: Program) -> None:
    """N-X-06, N-RF-01: nor does it end the family."""
    held = await program.begin()
    held = await program.refreshed(held.refresh_token)
    stored = program.provider.memory.everything()
    values = sorted(set(re.findall(r"[\w-]{43}", stored)))
    grant_id = held.refresh_token.split(".")[0]
    assert grant_id in values
    assert len(values) > 3

    for handle, secret in product(values, values):
        refused = await program.refresh(f"{grant_id}.{handle}.{secret}")
        assert refused.json()["error"] == "invalid_grant"
    assert all((await program.is_alive(held)).values())


def test_the_settings_hold_no_client_secret(provider: Provider) -> None:
    """N-X-06."""
    shown = repr(provider.settings) + repr(provider.settings.clients)

    assert SECRET not in shown
    assert "discord-client-secret" not in shown


@pytest.mark.parametrize("client_id", [builders.DISCORD_ID, "1" * 15, "9" * 20])
def test_a_client_cannot_be_registered_under_what_could_be_a_subject(
    key_file: str, client_id: str
) -> None:
    """N-X-02."""
    clients = {client_id: {"client_secret": "s3cret", "redirect_uris": ["https://a.example/cb"]}}
    with pytest.raises(SettingsError, match="must not look like a Discord id"):
        settings_for(key_file, OAUTH_CLIENTS=json.dumps(clients))


def test_the_audience_of_access_tokens_cannot_be_a_client(key_file: str) -> None:
    """N-TK-15: an ID token would pass for an access token."""
    with pytest.raises(SettingsError, match="JWT_AUDIENCE"):
        settings_for(key_file, JWT_AUDIENCE="dashboard")

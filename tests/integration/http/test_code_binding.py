"""A code is of one client, one redirect_uri, one verifier, one use, and a short time."""

import asyncio

import pytest

from application.events import CodeReplayed, TokensIssued
from tests.integration.http.answers import assert_challenge, assert_oauth_error
from tests.integration.http.browser import VERIFIER, Browser
from tests.integration.http.harness import (
    OTHER_ID,
    OTHER_REDIRECT,
    OTHER_SECRET,
    PUBLIC_ID,
    REDIRECT,
    REDIRECT_WITH_QUERY,
    Provider,
)
from tests.integration.http.program import OFFLINE, Held, Program

pytestmark = pytest.mark.anyio

WRONG: dict[str, dict[str, str | None]] = {
    "other client": {"client_id": OTHER_ID, "client_secret": OTHER_SECRET},
    "other client and its own address": {
        "client_id": OTHER_ID,
        "client_secret": OTHER_SECRET,
        "redirect_uri": OTHER_REDIRECT,
    },
    "public client": {"client_id": PUBLIC_ID, "client_secret": None},
    "no redirect_uri": {"redirect_uri": None},
    "another registered redirect_uri": {"redirect_uri": REDIRECT_WITH_QUERY},
    "redirect_uri with a slash": {"redirect_uri": REDIRECT + "/"},
    "redirect_uri in upper case": {"redirect_uri": REDIRECT.upper()},
    "unregistered redirect_uri": {"redirect_uri": "https://evil.example/"},
    "no verifier": {"code_verifier": None},
    "empty verifier": {"code_verifier": ""},
    "wrong verifier": {"code_verifier": "w" * 43},
    "verifier cut off": {"code_verifier": VERIFIER[:-1]},
    "verifier in upper case": {"code_verifier": VERIFIER.upper()},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
async def test_a_wrong_binding_neither_redeems_nor_burns_the_code(
    browser: Browser, provider: Provider, changes: dict[str, str | None]
) -> None:
    """N-TK-10, N-TK-12, N-TK-13."""
    code = await browser.code()
    before = provider.memory.everything()

    assert_oauth_error(await browser.exchange(code, **changes), 400, "invalid_grant")

    assert provider.memory.everything() == before
    assert (await browser.exchange(code)).status_code == 200


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
async def test_a_wrong_binding_after_the_exchange_ends_nothing(
    browser: Browser, provider: Provider, changes: dict[str, str | None]
) -> None:
    """N-TK-11: only the right client can end what a code gave."""
    code = await browser.code()
    tokens = (await browser.exchange(code)).json()

    assert_oauth_error(await browser.exchange(code, **changes), 400, "invalid_grant")

    assert (await browser.userinfo(tokens["access_token"])).status_code == 200
    assert not [event for event in provider.audit.events if isinstance(event, CodeReplayed)]


async def test_codes_that_are_not_ours_are_refused(browser: Browser) -> None:
    """N-TK-10: cut off, extended, in another case (C-27)."""
    code = await browser.code()
    forged = [
        code[:-1],
        code + "A",
        code.swapcase(),
        code[1:] + code[0],
        code + "\n",
        " " + code,
        code + "\0",
        code + "=",
        "x",
        "*",
        "{" + code + "}",
        "\u00e9" * 43,
        "A" * 43,
        "A" * 60_000,
        "../" * 10,
    ]
    answers = [await browser.exchange(wrong) for wrong in forged]

    for answer in answers:
        assert_oauth_error(answer, 400, "invalid_grant")
    assert (await browser.exchange(code)).status_code == 200


async def test_every_reason_reads_alike(browser: Browser, provider: Provider) -> None:
    """N-TK-10: same status, body and headers for all of them."""
    old = await browser.code()
    provider.clock.advance(300)
    used, fresh = await browser.code(), await browser.code()
    await browser.exchange(used)
    answers = [await browser.exchange(code) for code in ("A" * 43, "junk", old, used)]
    answers += [await browser.exchange(fresh, **changes) for changes in WRONG.values()]

    assert len({answer.content for answer in answers}) == 1
    assert len({str(answer.headers.multi_items()) for answer in answers}) == 1


async def test_a_replay_by_the_right_client_ends_what_the_code_gave(
    browser: Browser, provider: Provider
) -> None:
    """N-TK-11."""
    code = await browser.code()
    tokens = (await browser.exchange(code)).json()
    bystander = await browser.tokens()

    assert_oauth_error(await browser.exchange(code), 400, "invalid_grant")

    assert_challenge(await browser.userinfo(tokens["access_token"]), 401, "invalid_token")
    assert (await browser.userinfo(bystander["access_token"])).status_code == 200
    assert len([event for event in provider.audit.events if isinstance(event, CodeReplayed)]) == 1


async def test_a_replay_ends_the_refresh_token_and_shows_at_introspection(program: Program) -> None:
    """N-TK-11: for a day, whatever became of its tokens by then."""
    browser = Browser(program.provider)
    code = await browser.code(scope=OFFLINE)
    held = Held.of((await browser.exchange(code)).json())
    for _ in range(3):
        program.provider.clock.advance(86_399 // 3)
        held = await program.refreshed(held.refresh_token)
    assert all((await program.is_alive(held)).values())

    assert_oauth_error(await browser.exchange(code), 400, "invalid_grant")

    assert not any((await program.is_alive(held)).values())
    assert_oauth_error(await program.refresh(held.refresh_token), 400, "invalid_grant")


@pytest.mark.parametrize("seconds", [30, 299, 301, 3599])
async def test_a_late_replay_still_ends_what_the_code_gave(
    browser: Browser, provider: Provider, seconds: int
) -> None:
    """N-TK-11: the tombstone lives as long as the access token."""
    code = await browser.code()
    tokens = (await browser.exchange(code)).json()
    provider.clock.advance(seconds)
    assert (await browser.userinfo(tokens["access_token"])).status_code == 200

    assert_oauth_error(await browser.exchange(code), 400, "invalid_grant")

    assert_challenge(await browser.userinfo(tokens["access_token"]), 401, "invalid_token")


async def test_of_fifty_exchanges_at_once_exactly_one_succeeds(
    browser: Browser, provider: Provider
) -> None:
    """N-TK-10, N-AZ-25 (C-22)."""
    code = await browser.code()

    answers = await asyncio.gather(*(browser.exchange(code) for _ in range(50)))

    assert sorted(answer.status_code for answer in answers) == [200, *[400] * 49]
    assert {a.json()["error"] for a in answers if a.status_code == 400} == {"invalid_grant"}
    assert len([event for event in provider.audit.events if isinstance(event, TokensIssued)]) == 1


async def test_of_fifty_exchanges_at_once_with_wrong_verifiers_among_them_one_succeeds(
    browser: Browser,
) -> None:
    """N-TK-10: guesses at the same moment do not spoil the right one."""
    code = await browser.code()
    guesses = [browser.exchange(code, code_verifier="w" * 43) for _ in range(49)]

    answers = await asyncio.gather(*guesses[:25], browser.exchange(code), *guesses[25:])

    assert [answer.status_code for answer in answers].index(200) == 25
    userinfo = await browser.userinfo(answers[25].json()["access_token"])
    assert userinfo.status_code == 200


async def test_a_client_learns_nothing_about_a_code_before_it_has_authenticated(
    browser: Browser,
) -> None:
    """N-TK-10."""
    code = await browser.code()
    real = await browser.exchange(code, client_secret="wrong")
    made_up = await browser.exchange("A" * 43, client_secret="wrong")

    assert_oauth_error(real, 401, "invalid_client")
    assert real.content == made_up.content

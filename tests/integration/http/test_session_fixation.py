"""A session is never one that somebody else has chosen, nor one that has ended."""

import pytest

from domain.opaque_token import digest
from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import Browser
from tests.integration.http.harness import Provider

pytestmark = pytest.mark.anyio

HOST = "id.example.org"
COOKIE = "__Host-guildpass_session"


def plant(browser: Browser, value: str, name: str = COOKIE) -> None:
    browser.http.cookies.set(name, value, domain=HOST, path="/")


def cookie_of(browser: Browser) -> str:
    value = browser.session
    assert value is not None
    return value


async def is_signed_in(browser: Browser) -> bool:
    location = (await browser.authorize(prompt="none")).headers["location"]
    assert "code=" in location or "error=login_required" in location
    return "code=" in location


async def with_cookie(provider: Provider, value: str, name: str = COOKIE) -> bool:
    """Tell whether a browser that sends this cookie counts as signed in."""
    thief = Browser(provider)
    plant(thief, value, name)
    return await is_signed_in(thief)


async def test_the_cookie_is_bound_to_this_host_and_out_of_reach_for_scripts(
    browser: Browser,
) -> None:
    """N-X-04 (C-60)."""
    header = (await browser.sign_in()).headers["set-cookie"]
    value, *attributes = [part.strip().lower() for part in header.split(";")]

    assert len(value.partition("=")[2]) == 43
    expected = {"httponly", "secure", "samesite=lax", "path=/", "max-age=28800"}
    assert set(attributes) == expected


async def test_on_loopback_every_browser_takes_it(loopback: Provider) -> None:
    """N-X-04: neither the prefix nor Secure, the rest as ever."""
    browser = Browser(loopback)
    header = (await browser.sign_in()).headers["set-cookie"]

    assert header.startswith("guildpass_session=")
    attributes = {part.strip().lower() for part in header.split(";")[1:]}
    assert attributes == {"httponly", "samesite=lax", "path=/", "max-age=28800"}
    assert await is_signed_in(browser)


@pytest.mark.parametrize("planted", ["A" * 43, "x", "", "A" * 42, "A" * 44, "\\", "B" * 43 + " "])
async def test_a_planted_cookie_is_never_adopted(
    browser: Browser, provider: Provider, planted: str
) -> None:
    """N-X-04 (C-60): the sign-in that follows has an id of our own making."""
    plant(browser, planted)
    assert not await is_signed_in(browser)
    answer = await browser.sign_in()

    value = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert len(value) == 43
    assert value != planted
    assert not await with_cookie(provider, planted)


async def test_a_session_of_the_attacker_becomes_nobody_elses(
    browser: Browser, provider: Provider
) -> None:
    """N-X-04 (C-60): what was planted is over once somebody signs in on top of it."""
    attacker = Browser(provider)
    await attacker.code()
    planted = cookie_of(attacker)
    plant(browser, planted)
    provider.upstream.answer = builders.an_identity(discord_id="80351110224678913")
    victim = await browser.told(await browser.sign_in_anew())

    assert victim["sub"] == "80351110224678913"
    assert not await with_cookie(provider, planted)
    assert not await is_signed_in(attacker)


@pytest.mark.parametrize("somebody", [builders.DISCORD_ID, "80351110224678913"])
async def test_each_sign_in_has_a_new_id_and_the_old_one_is_dead(
    browser: Browser, provider: Provider, somebody: str
) -> None:
    """N-X-04 (C-60): of the same person as of another."""
    await browser.code()
    provider.upstream.answer = builders.an_identity(discord_id=somebody)
    ids = [cookie_of(browser)]
    for _ in range(3):
        await browser.sign_in_anew()
        ids.append(cookie_of(browser))

    assert len(set(ids)) == 4
    assert [await with_cookie(provider, value) for value in ids] == [False, False, False, True]


async def test_to_pass_through_discord_is_a_new_id_as_well(
    browser: Browser, provider: Provider
) -> None:
    """N-X-04 (C-60)."""
    await browser.code()
    before = cookie_of(browser)
    provider.clock.advance(300)
    await browser.code()

    assert cookie_of(browser) != before
    assert not await with_cookie(provider, before)
    assert await is_signed_in(browser)


async def test_what_is_nearly_the_cookie_or_lies_in_the_store_opens_nothing(
    browser: Browser, provider: Provider
) -> None:
    """N-X-06 (C-27, C-60): cut, extended, recased, digested, under another name."""
    await browser.code()
    good = cookie_of(browser)
    for value in (good[:-1], good + "A", good.swapcase(), digest(good), f"session:{good}"):
        assert not await with_cookie(provider, value)
    for name in ("guildpass_session", "__Secure-guildpass_session", "__Host-guildpass_browser"):
        assert not await with_cookie(provider, good, name)

    assert await with_cookie(provider, good)
    assert good not in provider.memory.everything()


async def test_nobody_who_was_turned_away_has_a_session(
    browser: Browser, provider: Provider
) -> None:
    """N-X-04: no cookie, and nothing in the store."""
    provider.upstream.answer = builders.an_identity(membership=None)
    await browser.sign_in()
    refused = await browser.come_back(await browser.begin(), error="access_denied")
    assert_error_redirect(refused, "access_denied")
    assert browser.session is None
    assert "session:" not in provider.memory.everything()

"""What people do, and what they must find: the whole flow from the dashboard and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from demo.browser import Browser
from demo.stack import AUDIENCE, DASHBOARD_CLIENT_ID, Plan

SIGN_IN = "Sign in with Discord"


class DifferenceError(Exception):
    """Something is not as it has to be."""


def expect(what: str, found: object, wanted: object) -> None:
    """Compare, and say what differs."""
    if found != wanted:
        raise DifferenceError(f"{what} is {found!r}, not {wanted!r}")


def expect_words(browser: Browser, *words: str) -> None:
    """Look for words on the page."""
    for wanted in words:
        if wanted not in browser.page.text:
            raise DifferenceError(f"{browser.visited[-1]} does not say {wanted!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at the simulated Discord, and what the dashboard has to learn of them."""

    user_id: str
    username: str
    roles: Sequence[str] = ()
    subteams: Sequence[str] = ()
    email_verified: bool = True


async def go_to_discord(plan: Plan, browser: Browser) -> None:
    """Open the dashboard and use its button."""
    await browser.open(plan.dashboard_url)
    await browser.follow(SIGN_IN)
    expect(
        "the way to Discord",
        browser.visited[-1].split("?")[0],
        f"{plan.simulator_url}/oauth2/authorize",
    )


async def signs_in(plan: Plan, person: Person) -> None:
    """Sign in and compare everything the dashboard got."""
    async with Browser() as browser:
        await go_to_discord(plan, browser)
        await browser.press("user_id", person.user_id)
        expect("the place they land", browser.visited[-1], f"{plan.dashboard_url}/")
        expect_words(browser, f"@{person.username}", *person.subteams)
        await browser.open(f"{plan.dashboard_url}/session.json")
        expect_session(plan, person, browser.response.json())


def expect_session(plan: Plan, person: Person, session: dict[str, Any]) -> None:
    """Compare both tokens and userinfo with what is known of the person."""
    for part in ("id_token", "access_token", "userinfo"):
        claims = session[part]
        expect(f"sub of {part}", claims["sub"], person.user_id)
        expect(f"discord_username of {part}", claims["discord_username"], person.username)
        expect(f"roles of {part}", sorted(claims["roles"]), sorted(person.roles))
        expect(f"subteams of {part}", claims["subteams"], list(person.subteams))
        expect(f"groups of {part}", claims["groups"], list(person.subteams))
        verified = None if part == "access_token" else person.email_verified
        expect(f"email_verified of {part}", claims.get("email_verified"), verified)
    expect("typ of access_token", session["headers"]["access_token"].get("typ"), "at+jwt")
    expect("aud of access_token", session["access_token"]["aud"], AUDIENCE)
    expect("aud of id_token", session["id_token"]["aud"], DASHBOARD_CLIENT_ID)
    for part in ("id_token", "access_token"):
        expect(f"iss of {part}", session[part]["iss"], plan.provider_url)


async def is_turned_away(plan: Plan, stranger: Person) -> None:
    """Come from outside the guild, read why that does not do, and go back."""
    async with Browser() as browser:
        await go_to_discord(plan, browser)
        await browser.press("user_id", stranger.user_id)
        expect_page_of(plan, browser)
        expect_words(browser, stranger.username)
        await browser.follow("Back to")
        expect_words(browser, "access_denied")


async def uses_another_account(plan: Plan, stranger: Person, member: Person) -> None:
    """Come from outside the guild, then choose the account that is in it."""
    async with Browser() as browser:
        await go_to_discord(plan, browser)
        await browser.press("user_id", stranger.user_id)
        expect_page_of(plan, browser)
        await browser.follow("Use another account")
        await browser.press("user_id", member.user_id)
        expect("the place they land", browser.visited[-1], f"{plan.dashboard_url}/")
        expect_words(browser, f"@{member.username}")


def expect_page_of(plan: Plan, browser: Browser) -> None:
    """Expect to be shown something at the provider, not to be sent on."""
    at_provider = browser.visited[-1].startswith(f"{plan.provider_url}/")
    expect("where they are told (at the provider)", at_provider, wanted=True)


async def cancels(plan: Plan, person: Person) -> None:
    """Refuse at Discord, be told so at the dashboard, and get in at the second try."""
    async with Browser() as browser:
        await go_to_discord(plan, browser)
        await browser.press("cancel", "1")
        expect_words(browser, "access_denied")
        await browser.follow("Try again")
        await browser.press("user_id", person.user_id)
        expect("the place they land", browser.visited[-1], f"{plan.dashboard_url}/")


async def replays(plan: Plan, person: Person) -> None:
    """Sign in, then use the way back a second time, in this browser and in another."""
    async with Browser() as browser, Browser() as other:
        await go_to_discord(plan, browser)
        await browser.press("user_id", person.user_id)
        expect_words(browser, f"@{person.username}")
        returned = [url for url in browser.visited if "code=" in url]
        expect("the number of returns with a code", len(returned), 2)
        for used in returned:
            for visitor in (browser, other):
                await visitor.open(used)
                expect(f"the answer to {used.split('?')[0]}", visitor.response.status_code, 400)


async def signs_out(plan: Plan, person: Person) -> None:
    """Sign in and out again."""
    async with Browser() as browser:
        await go_to_discord(plan, browser)
        await browser.press("user_id", person.user_id)
        await browser.press("sign_out", "1")
        expect("the way in", SIGN_IN in browser.page.links, wanted=True)
        await browser.open(f"{plan.dashboard_url}/session.json")
        expect("the answer about the session", browser.response.status_code, 401)


async def signs_in_again(plan: Plan, person: Person) -> None:
    """Sign in, out and in again: the provider's session spares the way to Discord."""
    async with Browser() as browser:
        await go_to_discord(plan, browser)
        await browser.press("user_id", person.user_id)
        await browser.press("sign_out", "1")
        await browser.follow(SIGN_IN)
        expect("the place they land", browser.visited[-1], f"{plan.dashboard_url}/")
        at_discord = [url for url in browser.visited if url.startswith(plan.simulator_url)]
        expect("what they saw of Discord", at_discord, [])
        expect_words(browser, f"@{person.username}")

"""What lasts after a sign-in: an application learns of changes, until it lets go."""

from collections.abc import Mapping
from dataclasses import replace

import httpx

from demo.browser import Browser
from demo.dashboard.openid import RelyingParty
from demo.dashboard.sign_in import Attempt, Session, SignInRefusedError, authorization_code
from demo.discord.members import CAPTAIN, DRIVER, DRIVER_ROLE_ID
from demo.scenarios import expect, expect_words, go_to_discord
from demo.stack import DemoStack, Plan

_KEPT = ("iss", "sub", "aud", "sid", "auth_time")


async def learns_of_new_roles(stack: DemoStack) -> None:
    """Take a role away at Discord, and let the dashboard ask again; nobody goes anywhere."""
    async with Browser() as browser:
        await go_to_discord(stack.plan, browser)
        await browser.press("user_id", CAPTAIN.id)
        before = await _session(stack.plan, browser)
        stack.simulator.set_member(replace(CAPTAIN, roles=(DRIVER_ROLE_ID,)))
        try:
            await browser.open(stack.plan.dashboard_url)
            await browser.press("refresh", "1")
        finally:
            stack.simulator.set_member(CAPTAIN)
        visited = [url for url in browser.visited if not url.startswith(stack.plan.dashboard_url)]
        expect("what they saw of others", visited, [])
        after = await _session(stack.plan, browser)
    expect("groups before", before["id_token"]["groups"], ["captains", "software"])
    for part in ("id_token", "access_token", "userinfo"):
        expect(f"groups of {part}", after[part]["groups"], ["software"])
    for name in _KEPT:
        expect(f"{name} of id_token", after["id_token"][name], before["id_token"][name])


async def turns_away_who_was_kicked(stack: DemoStack) -> None:
    """Kick a member, and let the dashboard ask again: it must not go on."""
    async with Browser() as browser:
        await go_to_discord(stack.plan, browser)
        await browser.press("user_id", DRIVER.id)
        stack.simulator.remove_from_guild(DRIVER.id)
        try:
            await browser.press("refresh", "1")
        finally:
            stack.simulator.set_member(DRIVER)
        expect_words(browser, "invalid_grant")
        await browser.open(f"{stack.plan.dashboard_url}/session.json")
        expect("the answer about the session", browser.response.status_code, 401)


async def lets_go(plan: Plan) -> None:
    """Give a refresh token back: it is worth nothing afterwards."""
    party, attempt = RelyingParty(plan.dashboard()), Attempt(browser="")
    async with Browser() as browser:
        await browser.open(await party.authorization_url(attempt, "of no dashboard"))
        await browser.press("user_id", DRIVER.id)
        # The dashboard did not begin this, so that the code is not used up.
        answer = dict(httpx.URL(browser.visited[-1]).params)
    code = authorization_code(plan.provider_url, answer)
    session = await party.refresh(await party.sign_in(attempt, code))
    await party.revoke(session)
    expect("the answer to a refresh", await _refusal(party, session), "invalid_grant")


async def _refusal(party: RelyingParty, session: Session) -> str | None:
    try:
        await party.refresh(session)
    except SignInRefusedError as refusal:
        return refusal.error
    return None


async def _session(plan: Plan, browser: Browser) -> Mapping[str, dict[str, object]]:
    await browser.open(f"{plan.dashboard_url}/session.json")
    session: Mapping[str, dict[str, object]] = browser.response.json()
    return session

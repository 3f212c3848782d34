"""What the tests would notice: broken policies, strangers, and pages in a frame."""

from collections.abc import Mapping

import pytest
from playwright.async_api import Browser, Route

from tests.e2e.chromium.person import Person, somebody
from tests.e2e.chromium.stages import sign_in
from tests.e2e.chromium.world import World

pytestmark = pytest.mark.anyio

SITE, STRANGER = "http://site.example", "http://stranger.example"
PAGE = f"<!doctype html><title>Site</title><img src='{STRANGER}/x.png' alt=''>"


async def visits(browser: Browser, headers: Mapping[str, str]) -> None:
    async def serve(route: Route) -> None:
        await route.fulfill(body=PAGE, content_type="text/html", headers=dict(headers))

    async with somebody(browser, {SITE}) as person:
        await person.context.route("**", serve)
        await person.page.goto(SITE)


async def test_a_broken_policy_is_noticed(chromium: Browser) -> None:
    with pytest.raises(AssertionError, match="Content Security Policy"):
        await visits(chromium, {"Content-Security-Policy": "default-src 'none'"})


async def test_a_request_to_a_stranger_is_noticed(chromium: Browser) -> None:
    with pytest.raises(AssertionError, match=r"stranger\.example"):
        await visits(chromium, {})


async def test_another_site_cannot_show_a_page_of_ours_in_a_frame(
    world: World, person: Person
) -> None:
    await sign_in(person, world)
    address = person.page.url
    await person.open(world.application.home)
    async with person.page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        await person.page.evaluate(
            "src => document.body.append(Object.assign(document.createElement('iframe'), {src}))",
            address,
        )
    framed = await person.page.frames[-1].locator("form").count()
    person.complaints.clear()

    assert framed == 0

"""Parameters that are allowed to ask for what we do not have: they change nothing."""

import pytest

from tests.integration.http.browser import Browser
from tests.integration.http.harness import Provider

pytestmark = pytest.mark.anyio

IGNORED = [
    ("login_hint", "nelly@example.org"),
    ("login_hint", '"><svg onload=1>'),
    ("display", "page"),
    ("display", "popup"),
    ("display", "touch"),
    ("display", "wap"),
    ("display", "hologram"),
    ("ui_locales", "se"),
    ("ui_locales", "de-CH-1996 en ../.."),
    ("claims_locales", "se"),
    ("acr_values", "urn:guildpass:discord"),
    ("acr_values", "1 2"),
    ("foo", "bar"),
]


@pytest.mark.parametrize(("name", "value"), IGNORED)
async def test_it_changes_neither_the_way_nor_the_answer(
    browser: Browser, provider: Provider, name: str, value: str
) -> None:
    """N-AZ-07: with a trip, from the session, and under prompt=none."""
    with_trip = await browser.told(await browser.sign_in(**{name: value}))
    from_session = await browser.told(await browser.authorize(**{name: value}))
    silent = await browser.told(await browser.authorize(**{name: value, "prompt": "none"}))
    plain = await browser.told(await browser.authorize())

    for told in (with_trip, from_session, silent, plain):
        del told["at_hash"]
    assert with_trip == from_session == silent == plain
    assert len(provider.upstream.sent) == 1


@pytest.mark.parametrize("acr_values", [None, "urn:guildpass:discord", "other"])
async def test_the_acr_is_always_told_and_always_ours(
    browser: Browser, acr_values: str | None
) -> None:
    """N-TK-14: acr_values is a wish, and no more."""
    told = await browser.told(await browser.sign_in(acr_values=acr_values))

    assert told["acr"] == "urn:guildpass:discord"

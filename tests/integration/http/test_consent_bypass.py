"""What one person agreed to for one client counts for nobody and nothing else."""

import pytest

from application.events import ConsentGiven, SignedIn
from domain.opaque_token import digest
from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CONSENT, LOOPBACK_REDIRECT, NATIVE, ONCE_ID, Provider
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

ONCE = {"client_id": ONCE_ID}
SOMEBODY_ELSE = builders.an_identity(discord_id="80351110224678913", username="otto")


async def test_the_answer_on_the_page_of_one_account_does_not_count_for_the_next(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28 (C-63): the account was changed in another tab; the new one is asked anew."""
    page = await browser.asked(**ONCE)
    provider.upstream.answer = SOMEBODY_ELSE
    await browser.sign_in_anew()
    asked_anew = await browser.follow(await browser.press(page, "Allow"))

    assert "otto" in Page(asked_anew).text
    assert not [e for e in provider.audit.events if isinstance(e, ConsentGiven)]
    assert "consent:" not in provider.memory.everything()
    refused = await browser.authorize(**ONCE, prompt="none")
    assert_error_redirect(refused, "consent_required")
    told = await browser.told(await browser.press(asked_anew, "Allow"), **ONCE)
    assert told["sub"] == SOMEBODY_ELSE.discord_id
    (event,) = [e for e in provider.audit.events if isinstance(e, ConsentGiven)]
    assert event.sub == SOMEBODY_ELSE.discord_id


async def test_it_does_not_count_either_once_the_session_has_ended(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28 (C-63): whoever sits there signs in, and is asked."""
    page = await browser.asked(**ONCE)
    browser.http.cookies.delete(browser.session_cookie)
    provider.upstream.answer = SOMEBODY_ELSE
    back = await browser.travel(await browser.press(page, "Allow"))

    assert f"{CONSENT}?interaction=" in back.headers["location"]
    assert "consent:" not in provider.memory.everything()


async def test_a_yes_goes_with_the_person_and_not_with_the_trip_that_follows(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28 (C-63): the roles have to be read again, and somebody else comes back."""
    page = await browser.asked(**ONCE)
    provider.clock.advance(300)
    provider.upstream.answer = SOMEBODY_ELSE
    back = await browser.travel(await browser.press(page, "Allow"))

    assert f"{CONSENT}?interaction=" in back.headers["location"]
    assert "otto" in Page(await browser.follow(back)).text


@pytest.mark.parametrize("client", [{"client_id": "always"}, {"prompt": "consent"}])
async def test_the_same_person_is_not_asked_twice_for_one_request(
    browser: Browser, provider: Provider, client: dict[str, str]
) -> None:
    """N-AZ-28: also where a trip comes after the yes."""
    page = await browser.asked(**client)
    provider.clock.advance(300)
    answer = await browser.travel(await browser.press(page, "Allow"))

    assert "code=" in answer.headers["location"]


async def test_no_request_of_anybodys_making_gets_past_prompt_consent(browser: Browser) -> None:
    """N-AZ-28 (C-64): neither a remembered yes nor a page that was answered before."""
    page = await browser.asked(**ONCE, prompt="consent")
    await browser.press(page, "Allow")
    for prompt in ("consent", "login consent", "consent select_account"):
        location = (await browser.authorize(**ONCE, prompt=prompt)).headers["location"]
        assert "interaction=" in location

    back = await browser.sign_in_anew(**ONCE)
    assert "code=" in back.headers["location"]
    sign_in = await browser.page_for(**ONCE, prompt="login consent")
    after = await browser.travel(await browser.press(sign_in, "Continue with Discord"))
    assert f"{CONSENT}?interaction=" in after.headers["location"]


async def test_who_poses_as_a_program_on_the_device_gets_nothing_without_the_person(
    browser: Browser, provider: Provider
) -> None:
    """N-AZ-28 (C-02, C-48): however often they agreed, and though Discord asks nothing."""
    await browser.press(await browser.asked(**NATIVE), "Allow")
    before = len([e for e in provider.audit.events if isinstance(e, SignedIn)])
    again = await browser.authorize(**NATIVE)
    silent = await browser.authorize(**NATIVE, prompt="none")

    assert f"{CONSENT}?interaction=" in again.headers["location"]
    assert_error_redirect(silent, "consent_required", to=LOOPBACK_REDIRECT)
    assert len([e for e in provider.audit.events if isinstance(e, SignedIn)]) == before


async def test_what_lies_in_the_store_names_the_client_by_its_digest_alone(
    browser: Browser, provider: Provider
) -> None:
    """N-X-06 (C-63): no client id can be chosen that reads as another's key."""
    await browser.press(await browser.asked(**ONCE), "Allow")
    (line,) = [li for li in provider.memory.everything().splitlines() if "consent:" in li]

    assert line.startswith(f"consent:{builders.DISCORD_ID}:{digest(ONCE_ID)} ")

"""The language of a page: asked for by the application, else liked by the browser, else English."""

import pytest
from structlog.typing import EventDict

from tests import builders
from tests.integration.http.answers import assert_error_redirect
from tests.integration.http.browser import REQUEST, Browser
from tests.integration.http.harness import CALLBACK, CONSENT, Provider
from tests.integration.http.page import Page

pytestmark = pytest.mark.anyio

GERMAN, ENGLISH = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.1"}, {"Accept-Language": "en"}


@pytest.mark.parametrize(
    ("ui_locales", "accept", "language"),
    [
        (None, None, "en"),
        (None, "de", "de"),
        (None, "fr,de;q=0.2", "de"),
        (None, "fr", "en"),
        ("de", None, "de"),
        ("de", "en", "de"),
        ("en", "de", "en"),
        ("fr de-CH", "en", "de"),
        ("fr", "de", "de"),
        ("../../evil <svg>", "de", "de"),
        ("x" * 4000, "de", "de"),
        (None, "x" * 8192, "en"),
        (None, "de;q=9,../..,;;;", "en"),
    ],
)
async def test_what_the_application_asks_for_goes_first(
    browser: Browser, ui_locales: str | None, accept: str | None, language: str
) -> None:
    """N-AZ-07, N-DS-02 (ui_locales_supported)."""
    browser.http.headers.update({} if accept is None else {"Accept-Language": accept})
    asked = await browser.page_for(prompt="login", ui_locales=ui_locales)
    refused = await browser.authorize(client_id="nobody", ui_locales=ui_locales)
    posted = await browser.authorize(
        prompt="none", response_mode="form_post", ui_locales=ui_locales
    )

    for response in (asked, refused, posted):
        assert Page(response).language == language
        assert response.headers["content-language"] == language
        assert response.headers["vary"] == "Accept-Language"


async def test_the_language_goes_along_to_the_end(browser: Browser, provider: Provider) -> None:
    """N-AZ-07: over sign-in, Discord, consent and another account."""
    browser.http.headers.update(ENGLISH)
    sign_in = await browser.page_for(prompt="login consent", ui_locales="de")
    back = await browser.travel(await browser.press(sign_in, "Weiter mit Discord"))
    consent = await browser.follow(back)
    trip = await browser.press(consent, "Anderes Konto verwenden")
    provider.upstream.answer = builders.an_identity(membership=None)
    outsider = await browser.travel(trip)

    assert Page(sign_in).title == "Anmelden"
    assert Page(consent).title == "Deine Angaben mit dashboard teilen?"
    assert Page(outsider).title == "Kein Mitglied"
    assert outsider.status_code == 403
    assert [Page(page).language for page in (sign_in, consent, outsider)] == ["de"] * 3
    # What a program reads stays as it is.
    refusal = Page(outsider).links["Zurück zu dashboard"]
    assert "not%20a%20member" in refusal


async def test_a_long_request_by_post_keeps_its_language(browser: Browser) -> None:
    """N-AZ-07: also where it is held."""
    form = {**REQUEST, "prompt": "login", "ui_locales": "de", "claims": "{" + " " * 5000 + "}"}
    held = await browser.http.post("/oauth/authorize", data=form)
    page = await browser.follow(await browser.follow(held))

    assert Page(page).language == "de"


async def test_an_answered_page_is_refused_in_its_own_language(browser: Browser) -> None:
    """N-X-03: the address of a question says in which."""
    browser.http.headers.update(ENGLISH)
    page = await browser.page_for(prompt="login", ui_locales="de")
    assert_error_redirect(await browser.press(page, "Abbrechen"), "access_denied")

    again = await browser.press(page, "Abbrechen")
    assert (again.status_code, Page(again).title) == (400, "Diese Anmeldung ist beendet")
    again = await browser.http.get(str(page.url))
    assert (again.status_code, Page(again).title) == (400, "Diese Anmeldung ist beendet")


async def test_after_discord_a_refusal_goes_by_the_browser(browser: Browser) -> None:
    """N-X-03."""
    browser.http.headers.update(GERMAN)
    lost = await browser.http.get(CALLBACK, params={"state": "A" * 43, "code": "x"})
    nothing = await browser.http.get(CONSENT)

    assert Page(lost).language == Page(nothing).language == "de"


async def test_the_log_names_a_page_in_english(browser: Browser, logs: list[EventDict]) -> None:
    """N-AZ-02: so that it is found in the documentation."""
    page = await browser.authorize(client_id="nobody", ui_locales="de")

    (entry,) = [entry for entry in logs if entry["event"] == "page_shown"]
    assert entry["title"] == "This sign-in link does not work"
    assert entry["title"] not in page.text
    assert f"<code>{entry['reference']}</code>" in page.text


@pytest.mark.parametrize(
    ("asking", "sentence"),
    [
        ({"prompt": "login"}, "dashboard asks you to sign in again."),
        ({"max_age": "0"}, "dashboard asks you to sign in again."),
        ({"prompt": "login select_account"}, "dashboard asks you to sign in again."),
        ({"prompt": "select_account"}, "dashboard asks which account to use."),
    ],
)
async def test_the_sign_in_page_says_what_is_asked(
    browser: Browser, asking: dict[str, str], sentence: str
) -> None:
    """N-AZ-17, N-AZ-18."""
    await browser.code()
    told = " ".join(Page(await browser.page_for(**asking)).text.split())

    assert f"{sentence} You are signed in as nelly." in told
    assert "will learn: that you are a member here" in told


async def test_who_has_no_session_is_not_asked_again_but_asked(browser: Browser) -> None:
    told = " ".join(Page(await browser.page_for(prompt="login")).text.split())

    assert "dashboard asks you to sign in." in told
    assert "signed in as" not in told

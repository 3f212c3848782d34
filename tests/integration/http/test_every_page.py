"""Every page in each language: well-formed, complete, small, and deaf to hostile names."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from domain.language import Language
from entrypoints.http.logos import Logos
from entrypoints.http.pages import Pages
from entrypoints.http.words import WORDS
from tests.integration.http.browser import Browser
from tests.integration.http.every_page import EVERY_PAGE, HOSTILE_PERSON, HOSTILE_STATE, dressed_up
from tests.integration.http.harness import HOSTILE_NAME, Provider
from tests.integration.http.page import Page
from tests.integration.http.well_formed import assert_well_formed

pytestmark = pytest.mark.anyio

LANGUAGES = pytest.mark.parametrize("language", list(Language))
EACH = pytest.mark.parametrize("name", EVERY_PAGE)


@EACH
@LANGUAGES
async def test_a_page_is_well_formed_and_nobodys_name_changes_that(
    key_file: str, tmp_path: Path, name: str, language: str
) -> None:
    """N-X-03, N-AZ-15 (C-19)."""
    browser = Browser(dressed_up(key_file, tmp_path))
    response = await EVERY_PAGE[name](browser, language)
    markup = assert_well_formed(response, language)

    assert "/brand/logo" in markup.sources
    assert Page(response).links[WORDS[Language(language)].common.get_help].startswith("https://")
    assert HOSTILE_NAME not in response.text
    assert HOSTILE_PERSON not in response.text
    assert HOSTILE_STATE not in response.text
    assert not {"b", "svg", "iframe", "object"} & markup.counts.keys()
    assert not re.search("[\u202a-\u202e\u2066\u2067]", Page(response).text)
    assert markup.counts["script"] == (1 if name.endswith("form_post") else 0)


@EACH
async def test_a_page_says_the_same_in_both_languages(offline: Provider, name: str) -> None:
    """N-X-03: the same elements, and no sentence left in the other language."""
    provider = offline
    english = await EVERY_PAGE[name](Browser(provider), "en")
    provider.memory.down = False
    provider.container.describe_question.reset_override()
    german = await EVERY_PAGE[name](Browser(provider), "de")

    one, other = assert_well_formed(english, "en"), assert_well_formed(german, "de")
    assert english.status_code == german.status_code
    assert one.counts == other.counts
    sentences = set(re.findall(r"<(?:p|h1|li|button)[^>]*>([^<]{4,})", english.text))
    shared = {text for text in sentences if f">{text}<" in german.text}
    assert shared <= {"Guildpass"}


LOGOUT: dict[str, dict[str, Any]] = {
    "sign_out.html": {"account": "nelly", "action": "/oauth/logout", "token": "t" * 43},
    "signed_out.html": {},
    "still_signed_in.html": {},
}


@pytest.mark.parametrize("client", [HOSTILE_NAME, None])
@pytest.mark.parametrize("name", LOGOUT)
@LANGUAGES
async def test_the_pages_of_signing_out_have_their_words(
    provider: Provider, name: str, language: str, client: str | None
) -> None:
    """N-X-03."""
    pages = Pages(branding=provider.settings.branding, logos=Logos(brand=None, clients={}))
    values = {**LOGOUT[name], "client": client}
    rendered = pages.render(
        name, language=Language(language), status_code=200, client_id="dashboard", **values
    )
    response = httpx.Response(200, headers=rendered.headers, text=rendered.content)
    page = Page(response)

    assert_well_formed(response, language)
    if name == "sign_out.html":
        words = WORDS[Language(language)].sign_out
        assert page.form.fields == {"logout": "t" * 43}
        assert page.form.buttons == {
            words.sign_out: {"answer": "sign-out"},
            words.stay: {"answer": "stay"},
        }
        assert (HOSTILE_NAME in page.text) is (client is not None)

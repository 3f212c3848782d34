"""The refused page with the rules of a gate, in words."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import builders
from tests.integration.http.answers import assert_page
from tests.integration.http.browser import STATE
from tests.integration.http.harness import CLIENT_ID, DISCORD, HTTPS_ISSUER, REDIRECT, query_of
from tests.integration.http.page import Page
from tests.integration.http.policy_house import (
    CAPTAIN,
    MEMBER,
    MENTOR,
    NELLY,
    SUSPENDED,
    TABLES,
    House,
    a_house,
)
from tests.integration.http.well_formed import assert_well_formed

pytestmark = pytest.mark.anyio

# A gate, what it says in English and in German, and the rules in the log.
GATES: dict[str, tuple[dict[str, Any], str, str]] = {
    "any": (
        {"any": ["mentors", "@suspended"]},
        "You have to be in one of these: mentors, @suspended.",
        "Du musst in einem davon sein: mentors, @suspended.",
    ),
    "all": (
        {"all": ["board", "mentors", "@suspended"]},
        "You are missing: mentors, @suspended.",
        "Dir fehlt: mentors, @suspended.",
    ),
    "none": (
        {"none": ["mentors", "board", "@captain"]},
        "It is closed to: The board, @captain.",
        "Sie ist geschlossen für: The board, @captain.",
    ),
    "allowed_users": (
        {"allowed_users": ["1" * 18]},
        "It is open to certain people only.",
        "Sie ist nur für bestimmte Leute offen.",
    ),
    "blocked_users": (
        {"blocked_users": [NELLY.id]},
        "The people who run it have closed it to this account.",
        "Die Leute, die sie betreiben, haben sie für dieses Konto geschlossen.",
    ),
    "account_age": (
        {"account_age": "3650d"},
        "Your Discord account is too new. It will be old enough on 2032-10-24.",
        "Dein Discord-Konto ist zu neu. Alt genug ist es ab 2032-10-24.",
    ),
}
GATE = pytest.mark.parametrize("gate", GATES)
HOSTILE = "<b>x</b> & {{ 7*7 }} \"'"


def behind(key_file: str, directory: Path, own: dict[str, Any], **changes: Any) -> House:  # noqa: ANN401 - as the file has it
    client = {"gate": own, "client_name": "Accounts"}
    return a_house(key_file, directory, applications={CLIENT_ID: client}, **changes)


def words(response: httpx.Response) -> str:
    return " ".join(Page(response).text.split())


def ids_in(response: httpx.Response) -> set[str]:
    roles = (CAPTAIN, MEMBER, SUSPENDED, MENTOR)
    return {number for number in (*roles, builders.GUILD_ID) if number in response.text}


@GATE
@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_page_says_which_rule_said_no(
    key_file: str, tmp_path: Path, gate: str, language: str
) -> None:
    rules, *said = GATES[gate]
    house = behind(key_file, tmp_path, rules)
    page = await house.person().sign_in(ui_locales=language)

    assert_page(page, 403)
    assert_well_formed(page, language)
    assert said[language == "de"] in words(page)
    assert "nelly" in page.text
    assert "Accounts" in page.text
    assert not ids_in(page)
    assert "1" * 18 not in page.text


async def test_every_rule_that_said_no_is_on_it_the_general_ones_first(
    key_file: str, tmp_path: Path
) -> None:
    house = behind(
        key_file,
        tmp_path,
        {"any": ["mentors"], "all": ["board"], "two_factor": True},
        gate={"none": ["@captain"], "account_age": "3650d"},
    )
    house.becomes(mfa_enabled=False)
    text = words(await house.person().sign_in())

    told = [
        "It is closed to: @captain.",
        "Your Discord account is too new.",
        "You have to be in one of these: mentors.",
        "Your Discord account has no two-factor authentication.",
    ]
    places = [text.index(line) for line in told]
    assert places == sorted(places)
    assert "You are missing" not in text


async def test_the_two_ways_on_are_another_account_and_back_with_access_denied(
    key_file: str, tmp_path: Path
) -> None:
    house = behind(key_file, tmp_path, {"any": ["mentors"]})
    page = Page(await house.person().sign_in())

    assert set(page.links) == {"Use another account", "Back to Accounts"}
    assert page.links["Use another account"].startswith(f"{DISCORD}?")
    assert page.links["Back to Accounts"].startswith(REDIRECT)
    answer = query_of(page.links["Back to Accounts"])
    expected = ("access_denied", STATE, HTTPS_ISSUER)
    assert (answer["error"], answer["state"], answer["iss"]) == expected
    # The application is told no more than that: not what the rules are.
    assert answer["error_description"] == "This Discord account may not use this application."


async def test_an_application_that_asked_for_a_form_gets_its_no_by_a_form(
    key_file: str, tmp_path: Path
) -> None:
    house = behind(key_file, tmp_path, {"any": ["mentors"]})
    response = await house.person().sign_in(response_mode="form_post")
    page = Page(response)

    assert_page(response, 403)
    assert (page.form.action, page.form.method) == (REDIRECT, "post")
    assert page.form.fields["error"] == "access_denied"
    assert page.form.fields.keys() == {"error", "error_description", "state", "iss"}
    assert "Back to Accounts" in page.form.buttons
    assert "form-action" in response.headers["content-security-policy"]


@pytest.mark.parametrize("part", ["any", "all"])
async def test_names_that_the_operator_gave_are_shown_as_text(
    key_file: str, tmp_path: Path, part: str
) -> None:
    subteams = {**TABLES["subteams"], "odd": {"name": HOSTILE, "any": ["@mentor"]}}
    roles = {**TABLES["roles"], "<i>": f"club/{SUSPENDED}"}
    gate = {part: ["odd", "@<i>"]}
    house = behind(key_file, tmp_path, gate, subteams=subteams, roles=roles)
    page = await house.person().sign_in()

    assert_well_formed(page, "en")
    assert HOSTILE in words(page)
    assert "@<i>" in words(page)
    assert not {"b", "i"} & Page(page).elements


async def test_letters_that_run_from_right_to_left_stay_in_their_place(
    key_file: str, tmp_path: Path
) -> None:
    """Isolated, so that what follows on the page reads as it stands."""
    subteams = {**TABLES["subteams"], "rtl": {"name": "\u05d0\u05d1 (", "any": ["@mentor"]}}
    house = behind(key_file, tmp_path, {"any": ["rtl"]}, subteams=subteams)
    page = await house.person().sign_in()

    assert "<bdi>\u05d0\u05d1 (</bdi>" in page.text


async def test_a_name_with_bidirectional_formatting_is_no_subteam(
    key_file: str, tmp_path: Path
) -> None:
    house = behind(key_file, tmp_path, {"any": ["mentors"]})
    text = house.file.read_text().replace("The board", "The \u202eboard")

    assert not await house.reads(text)


async def test_where_a_rule_names_an_id_the_page_shows_what_the_file_says(
    key_file: str, tmp_path: Path
) -> None:
    """Whoever wrote no name for a role has its id shown: a label, and nothing beyond."""
    house = behind(key_file, tmp_path, {"any": [f"@club/{SUSPENDED}", "mentors"]})
    page = await house.person().sign_in()

    assert ids_in(page) == {SUSPENDED}


async def test_without_a_page_the_application_is_told_and_nothing_of_the_rules(
    key_file: str, tmp_path: Path
) -> None:
    house = a_house(key_file, tmp_path)
    browser = house.person()
    await browser.code()
    await house.reload(applications={CLIENT_ID: {"gate": {"any": ["mentors"]}}})
    answer = query_of((await browser.authorize(prompt="none")).headers["location"])

    assert answer["error"] == "access_denied"
    assert "mentors" not in answer["error_description"]

"""Addresses, usernames, audiences, and what people are told that is shared."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.integration.http.browser import SCOPE
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import AUDIENCE, CLIENT_ID, OTHER_ID, query_of
from tests.integration.http.page import Page
from tests.integration.http.policy_house import NELLY
from tests.integration.http.policy_told import (
    ACCESS_TOKEN,
    ID_TOKEN,
    INTROSPECTION,
    USERINFO,
    claiming,
    told,
)

pytestmark = pytest.mark.anyio


EMAILS: dict[str, tuple[str | None, dict[str, Any], bool]] = {
    "as it is": (None, {"email": "nelly@example.org", "email_verified": True}, True),
    "discord": ("discord", {"email": "nelly@example.org", "email_verified": True}, True),
    "verified": ("verified", {"email": "nelly@example.org", "email_verified": True}, True),
    "made up": (
        "@users.example.org",
        {"email": f"{NELLY.id}@users.example.org", "email_verified": True},
        False,
    ),
    "none": ("none", {}, False),
}


@pytest.mark.parametrize("form", EMAILS)
async def test_the_address_is_what_the_rules_say_and_discord_is_asked_only_for_its_own(
    key_file: str, tmp_path: Path, form: str
) -> None:
    setting, wanted, asks = EMAILS[form]
    client = {"email": setting} if setting else {}
    house = claiming(key_file, tmp_path, **client)
    browser = house.person()
    asked = query_of((await browser.authorize()).headers["location"])
    claims = await told(house, SCOPE)

    assert ("email" in asked["scope"].split()) is asks
    for place in (ID_TOKEN, USERINFO):
        assert {name: claims[place][name] for name in claims[place] if "email" in name} == wanted
    for place in (ACCESS_TOKEN, INTROSPECTION):
        assert "email" not in claims[place]
        assert ("email" in claims[place]["scope"].split()) is (setting != "none")
    stored = house.provider.memory.everything()
    assert ("nelly@example.org" in stored) is asks


@pytest.mark.parametrize("form", ["made up", "none"])
async def test_an_address_that_another_application_asked_for_stays_with_it(
    key_file: str, tmp_path: Path, form: str
) -> None:
    """In one session."""
    setting, wanted, _ = EMAILS[form]
    house = claiming(key_file, tmp_path, email=setting)
    browser = house.person()
    await browser.tokens(**house.program(OTHER_ID).asks)
    tokens = await browser.tokens()
    claims = claims_of(tokens["id_token"])

    assert {name: claims[name] for name in claims if "email" in name} == wanted


USERNAMES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "fits": ({"characters": "a-z0-9._-"}, {}, "nelly"),
    "letters go": ({"characters": "a-z0-9-"}, {"username": "mira.captain"}, "miracaptain-{id}"),
    "an old name": ({"characters": "a-z0-9._-"}, {"discriminator": "1234"}, "nelly-{id}"),
    "too short": ({"shortest": 6}, {}, "nelly-{id}"),
}


@pytest.mark.parametrize("case", USERNAMES)
async def test_the_username_is_one_the_application_takes(
    key_file: str, tmp_path: Path, case: str
) -> None:
    rule, person, name = USERNAMES[case]
    house = claiming(key_file, tmp_path, preferred_username=rule)
    house.discord.set_member(replace(NELLY, **person))
    claims = await told(house, SCOPE)

    found = claims[ID_TOKEN]["preferred_username"]
    assert found == claims[USERINFO]["preferred_username"]
    assert found == name.format(id=NELLY.id)
    assert "preferred_username" not in claims[ACCESS_TOKEN]


async def test_access_tokens_are_for_the_services_of_their_application(
    key_file: str, tmp_path: Path
) -> None:
    house = claiming(key_file, tmp_path, audience="https://api.example.org")
    other = await house.program(OTHER_ID).tokens(house.person())
    claims = await told(house)

    assert claims[ACCESS_TOKEN]["aud"] == claims[INTROSPECTION]["aud"] == "https://api.example.org"
    assert claims[ID_TOKEN]["aud"] == CLIENT_ID
    assert claims_of(other["access_token"])["aud"] == AUDIENCE


TEAMS = {
    "en": ("the teams your roles stand for", "an email address that is made of your Discord user"),
    "de": ("die Teams, für die deine Rollen stehen", "eine E-Mail-Adresse, die aus deiner Discord"),
}
OWN_ADDRESS = {"en": "your email address at Discord", "de": "deine E-Mail-Adresse bei Discord"}


@pytest.mark.parametrize("language", TEAMS)
async def test_the_page_that_asks_says_what_is_always_given_and_what_is_made_up(
    key_file: str, tmp_path: Path, language: str
) -> None:
    house = claiming(key_file, tmp_path, claims={"teams": {}}, email="@users.example.org")
    asked = {"prompt": "consent", "scope": "openid email", "ui_locales": language}
    page = Page(await house.person().asked(**asked))

    teams, made_up = TEAMS[language]
    assert teams in page.text
    assert made_up in page.text
    assert OWN_ADDRESS[language] not in page.text


async def test_the_page_that_asks_does_not_speak_of_what_waits_for_a_scope(
    key_file: str, tmp_path: Path
) -> None:
    house = claiming(key_file, tmp_path, claims={"teams": {"scopes": ["groups"]}}, email="none")
    browser = house.person()
    page = Page(await browser.asked(prompt="consent", scope="openid email"))
    asked = Page(await browser.asked(prompt="consent", scope="openid groups"))

    assert TEAMS["en"][0] not in page.text
    assert "email address" not in page.text
    assert TEAMS["en"][0] in asked.text


async def test_a_claim_that_is_given_since_a_reload_is_agreed_to_first(
    key_file: str, tmp_path: Path
) -> None:
    """A yes of before was for less."""
    house = claiming(key_file, tmp_path, consent="once")
    browser = house.person()
    page = await browser.asked(scope="openid")
    await browser.press(page, "Allow")
    await browser.code(scope="openid")
    await house.reload(applications={CLIENT_ID: {"consent": "once", "claims": {"teams": {}}}})
    again = await browser.page_for(scope="openid")

    assert TEAMS["en"][0] in Page(again).text

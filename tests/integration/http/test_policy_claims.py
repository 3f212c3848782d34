"""What applications are told over HTTP, each under the name it looks for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.integration.http.browser import SCOPE
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import AUDIENCE, CLIENT_ID, OTHER_ID, query_of
from tests.integration.http.page import Page
from tests.integration.http.policy_house import CAPTAIN, MEMBER, NELLY, House, a_house
from tests.integration.http.refreshing_clients import SERVER_ID

pytestmark = pytest.mark.anyio

ID_TOKEN, USERINFO = "id_token", "userinfo"
ACCESS_TOKEN, INTROSPECTION = "access_token", "introspection"
EVERYWHERE = {ID_TOKEN, USERINFO, ACCESS_TOKEN, INTROSPECTION}
PLACES: dict[str, set[str]] = {
    "id_token": {ID_TOKEN},
    "userinfo": {USERINFO},
    "access_token": {ACCESS_TOKEN, INTROSPECTION},
}
URI = "https://example.org/teams"
ABSENT = "absent"


async def told(house: House, scope: str = "openid", **asked: str) -> dict[str, dict[str, Any]]:
    """Sign in at the dashboard, and give all it is told, by place."""
    tokens = await house.person().tokens(scope=scope, **asked)
    server = house.program(SERVER_ID)
    return {
        ID_TOKEN: claims_of(tokens["id_token"]),
        USERINFO: (await house.person().userinfo(tokens["access_token"])).json(),
        ACCESS_TOKEN: claims_of(tokens["access_token"]),
        INTROSPECTION: await server.told(tokens["access_token"]),
    }


def claiming(key_file: str, directory: Path, **client: Any) -> House:  # noqa: ANN401 - as the file has it
    return a_house(key_file, directory, applications={CLIENT_ID: client})


MAPPINGS: dict[str, tuple[str, dict[str, Any], object]] = {
    "slugs": ("groups", {}, ["board", "members"]),
    "names": ("groups", {"form": "name"}, ["The board", "Members"]),
    "only some": ("groups", {"only": ["members", "mentors"]}, ["members"]),
    "role ids": ("roles", {"form": "role_id"}, [CAPTAIN, MEMBER]),
    "one role id": ("roles", {"form": "role_id", "only": ["@member"]}, [MEMBER]),
    "a prefix": (URI, {"prefix": "discord:"}, ["discord:board", "discord:members"]),
    "nobody's groups": ("teams", {"only": ["mentors"]}, []),
    "a value": ("immich_role", {"values": {"board": "admin"}, "default": "user"}, "admin"),
    "the first value": ("quota", {"values": {"mentors": 1, "members": 20, "board": 100}}, 20),
    "the default": ("role", {"values": {"mentors": "x"}, "default": "user"}, "user"),
    "no value": ("role", {"values": {"mentors": "x"}}, ABSENT),
    "a constant": ("tenant", {"default": True}, True),
    "a list": ("entitlements", {"values": {"board": ["a", "b"]}}, ["a", "b"]),
}


@pytest.mark.parametrize("mapping", MAPPINGS)
async def test_a_claim_is_told_everywhere_without_a_scope_for_it(
    key_file: str, tmp_path: Path, mapping: str
) -> None:
    name, rule, value = MAPPINGS[mapping]
    house = claiming(key_file, tmp_path, claims={name: rule})

    found = {place: claims.get(name, ABSENT) for place, claims in (await told(house)).items()}
    assert found == dict.fromkeys(EVERYWHERE, value)


@pytest.mark.parametrize("place", PLACES)
async def test_a_claim_is_told_in_the_places_it_is_for(
    key_file: str, tmp_path: Path, place: str
) -> None:
    house = claiming(key_file, tmp_path, claims={"teams": {"in": [place]}})

    claims = await told(house, SCOPE)
    assert {where for where, found in claims.items() if "teams" in found} == PLACES[place]


@pytest.mark.parametrize("scope", ["openid", "openid groups"])
async def test_a_claim_may_wait_for_a_scope(key_file: str, tmp_path: Path, scope: str) -> None:
    house = claiming(key_file, tmp_path, claims={"teams": {"scopes": ["groups"]}})

    claims = await told(house, scope)
    assert {"teams" in found for found in claims.values()} == {"groups" in scope}


async def test_a_minimal_id_token_has_it_only_where_the_rule_says_so(
    key_file: str, tmp_path: Path
) -> None:
    rules = {"teams": {}, "short": {"in": ["id_token"], "only": ["board"]}}
    house = claiming(key_file, tmp_path, claims=rules, id_token_claims="minimal")
    claims = await told(house, SCOPE)

    assert claims[ID_TOKEN]["short"] == ["board"]
    assert "teams" not in claims[ID_TOKEN]
    assert claims[USERINFO]["teams"] == ["board", "members"]


async def test_a_rule_takes_the_place_of_the_standard_claim_of_its_name(
    key_file: str, tmp_path: Path
) -> None:
    house = claiming(key_file, tmp_path, claims={"roles": {"only": ["board"], "in": ["userinfo"]}})
    claims = await told(house, SCOPE)

    assert claims[USERINFO]["roles"] == ["board"]
    assert {"roles" in claims[place] for place in EVERYWHERE - {USERINFO}} == {False}
    assert claims[ID_TOKEN]["subteams"] == ["board", "members"]


async def test_one_application_is_not_told_what_another_is(key_file: str, tmp_path: Path) -> None:
    house = claiming(key_file, tmp_path, claims={"teams": {}})
    tokens = await house.program(OTHER_ID).tokens(house.person())

    assert "teams" not in claims_of(tokens["id_token"])
    assert "teams" not in claims_of(tokens["access_token"])


async def test_introspection_and_userinfo_tell_the_groups_of_now(
    key_file: str, tmp_path: Path
) -> None:
    house = claiming(key_file, tmp_path, claims={"teams": {}})
    tokens = await house.person().tokens()
    house.becomes(roles=(MEMBER,))
    server = house.program(SERVER_ID)

    assert (await server.told(tokens["access_token"]))["teams"] == ["members"]
    userinfo = await house.person().userinfo(tokens["access_token"])
    assert userinfo.json()["teams"] == ["members"]


EMAILS: dict[str, tuple[str | None, dict[str, Any], bool]] = {
    "as it is": (None, {"email": "nelly@example.org", "email_verified": True}, True),
    "discord": ("discord", {"email": "nelly@example.org", "email_verified": True}, True),
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

"""What applications are told over HTTP, each under the name it looks for."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.http.browser import SCOPE
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import OTHER_ID
from tests.integration.http.policy_house import CAPTAIN, MEMBER
from tests.integration.http.policy_told import (
    ACCESS_TOKEN,
    ID_TOKEN,
    INTROSPECTION,
    USERINFO,
    claiming,
    told,
)
from tests.integration.http.refreshing_clients import SERVER_ID

pytestmark = pytest.mark.anyio

EVERYWHERE = {ID_TOKEN, USERINFO, ACCESS_TOKEN, INTROSPECTION}
PLACES: dict[str, set[str]] = {
    "id_token": {ID_TOKEN},
    "userinfo": {USERINFO},
    "access_token": {ACCESS_TOKEN, INTROSPECTION},
}
URI = "https://example.org/teams"
ABSENT = "absent"

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

"""What an application may try to be told more, or to get past a gate that is not its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.http.answers import assert_oauth_error, assert_page
from tests.integration.http.browser import SCOPE
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import CLIENT_ID, OTHER, OTHER_ID, OTHER_SECRET
from tests.integration.http.policy_house import NELLY, House, a_house
from tests.integration.http.policy_ways import INACTIVE, said
from tests.integration.http.program import OFFLINE

pytestmark = pytest.mark.anyio


async def told(house: House, **asked: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the claims of the ID token and of userinfo."""
    tokens = await house.person().tokens(**asked)
    userinfo = await house.person().userinfo(tokens["access_token"])
    return claims_of(tokens["id_token"]), userinfo.json()


def asking_for(*names: str) -> str:
    return json.dumps({place: dict.fromkeys(names) for place in ("id_token", "userinfo")})


@pytest.mark.parametrize("name", ["groups", "roles", "teams", "https://example.org/teams"])
async def test_no_claim_is_told_by_its_name_to_an_application_that_may_not_have_its_scope(
    key_file: str, tmp_path: Path, name: str
) -> None:
    client = {"scope": "openid offline_access", "claims": {name: {"scopes": ["groups", "roles"]}}}
    house = a_house(key_file, tmp_path, applications={CLIENT_ID: client})

    for claims in await told(house, scope=SCOPE, claims=asking_for(name)):
        assert name not in claims


async def test_to_ask_by_name_brings_a_claim_to_no_place_its_rule_leaves_out(
    key_file: str, tmp_path: Path
) -> None:
    client = {"claims": {"groups": {"scopes": ["groups"], "in": ["userinfo"], "only": ["board"]}}}
    house = a_house(key_file, tmp_path, applications={CLIENT_ID: client})
    id_token, userinfo = await told(house, scope="openid", claims=asking_for("groups"))

    assert "groups" not in id_token
    assert userinfo["groups"] == ["board"]


async def test_to_ask_for_a_value_gets_nobody_another(key_file: str, tmp_path: Path) -> None:
    client = {"claims": {"groups": {"only": ["members"]}, "role": {"default": "user"}}}
    house = a_house(key_file, tmp_path, applications={CLIENT_ID: client})
    wanted = {"groups": {"values": ["admins"], "essential": True}, "role": {"value": "admin"}}

    for claims in await told(house, scope="openid", claims=json.dumps({"id_token": wanted})):
        assert (claims["groups"], claims["role"]) == (["members"], "user")


async def test_a_scope_beyond_those_of_the_application_is_not_granted(
    key_file: str, tmp_path: Path
) -> None:
    house = a_house(
        key_file, tmp_path, applications={CLIENT_ID: {"scope": "openid offline_access"}}
    )
    tokens = await house.person().tokens(scope=SCOPE)

    assert tokens["scope"] == "openid"
    for token in (tokens["id_token"], tokens["access_token"]):
        assert not {"groups", "roles", "name", "email"} & claims_of(token).keys()


async def test_a_scope_that_was_taken_from_an_application_is_gone_from_tokens_it_has(
    key_file: str, tmp_path: Path
) -> None:
    """And is there again when it is given back: nothing was ended."""
    house = a_house(key_file, tmp_path)
    program = house.program(CLIENT_ID)
    held = await program.begin(house.person())
    await house.reload(applications={CLIENT_ID: {"scope": "openid offline_access"}})
    narrow = (await house.person().userinfo(held.access_token)).json()
    refreshed = await program.refreshed(held.refresh_token)
    await house.reload()

    assert narrow == {"sub": NELLY.id}
    assert not {"groups", "name"} & claims_of(refreshed.access_token).keys()
    again = await program.refreshed(refreshed.refresh_token)
    assert claims_of(again.access_token)["groups"] == ["board", "members"]


@pytest.fixture
def apart(key_file: str, tmp_path: Path) -> House:
    """Open a house in which the dashboard is for members, and the forum for mentors."""
    gates = {CLIENT_ID: {"gate": {"any": ["members"]}}, OTHER_ID: {"gate": {"any": ["mentors"]}}}
    return a_house(key_file, tmp_path, applications=gates)


async def test_nothing_of_one_application_passes_the_gate_of_another(apart: House) -> None:
    browser = apart.person()
    code = await browser.code(scope=OFFLINE)
    held = await apart.program(CLIENT_ID).begin(browser)
    forum = apart.program(OTHER_ID)

    assert_page(await browser.authorize(**OTHER), 403)
    as_forum = {"client_id": OTHER_ID, "client_secret": OTHER_SECRET}
    for redirect_uri in ({}, {"redirect_uri": OTHER["redirect_uri"]}):
        response = await browser.exchange(code, **as_forum, **redirect_uri)
        assert_oauth_error(response, 400, "invalid_grant")
    assert_oauth_error(await forum.refresh(held.refresh_token), 400, "invalid_grant")
    for token in (held.access_token, held.refresh_token):
        assert said(await forum.introspect(token)) == INACTIVE


async def test_the_closed_gate_of_one_application_ends_nothing_of_another(apart: House) -> None:
    browser = apart.person()
    dashboard, forum = apart.program(CLIENT_ID), apart.program(OTHER_ID)
    held = await dashboard.begin(browser)
    assert_page(await browser.authorize(**OTHER), 403)
    await forum.refresh(held.refresh_token)
    await forum.introspect(held.access_token)
    await forum.revoke(held.refresh_token)

    assert all((await dashboard.is_alive(held)).values())
    assert (await dashboard.refresh(held.refresh_token)).status_code == 200
    assert apart.provider.delivery.sent == []

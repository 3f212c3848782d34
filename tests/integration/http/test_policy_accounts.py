"""Rules about the account: two-factor authentication, its age, who is listed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.http.answers import assert_page
from tests.integration.http.harness import CLIENT_ID, query_of
from tests.integration.http.page import Page
from tests.integration.http.policy_house import NELLY, House, a_house
from tests.integration.http.policy_ways import OPEN, PAGE, WAYS, Scene, said

pytestmark = pytest.mark.anyio

SECOND_FACTOR = {CLIENT_ID: {"gate": {"two_factor": True}}}


def gated(key_file: str, directory: Path, **gate: object) -> House:
    return a_house(key_file, directory, applications={CLIENT_ID: {"gate": gate}})


def discord_id(created_at: datetime) -> str:
    since = created_at - datetime(2015, 1, 1, tzinfo=UTC)
    return str(since // timedelta(milliseconds=1) << 22)


async def test_two_factor_authentication_counts_as_of_the_last_sign_in(
    key_file: str, tmp_path: Path
) -> None:
    """docs/policy.md: an open session keeps what it had; a new sign-in looks."""
    house = gated(key_file, tmp_path, two_factor=True)
    scene = await Scene.begun(house)
    house.becomes(mfa_enabled=False)

    for name in ("a session", "prompt=none", "a code", "a refresh token", "userinfo"):
        assert await WAYS[name].said(scene) == OPEN, name
    assert await WAYS["a trip to Discord"].said(scene) == PAGE


async def test_who_turns_two_factor_authentication_on_gets_in_by_signing_in_again(
    key_file: str, tmp_path: Path
) -> None:
    house = gated(key_file, tmp_path, two_factor=True)
    house.becomes(mfa_enabled=False)
    browser = house.person()
    page = Page(await browser.sign_in())
    assert "Turn it on at Discord, then sign in again." in " ".join(page.text.split())

    house.becomes(mfa_enabled=True)
    again = await browser.http.get(
        house.discord.approve(query_of(page.links["Sign in again"]), NELLY.id)
    )
    assert said(again) == OPEN


async def test_a_refusal_for_the_second_factor_leaves_the_session_to_other_applications(
    key_file: str, tmp_path: Path
) -> None:
    house = gated(key_file, tmp_path, two_factor=True)
    house.becomes(mfa_enabled=False)
    browser = house.person()
    await browser.code(**house.program("forum").asks)

    assert_page(await browser.authorize(), 403)
    assert await browser.is_signed_in(**house.program("forum").asks)


async def test_a_session_of_before_the_rule_is_judged_by_what_it_knows(
    key_file: str, tmp_path: Path
) -> None:
    house = a_house(key_file, tmp_path)
    house.becomes(mfa_enabled=False)
    scene = await Scene.begun(house)
    await house.reload(applications=SECOND_FACTOR)

    for name in WAYS:
        assert await WAYS[name].said(scene) == WAYS[name].closed, name


async def test_an_account_gets_in_on_the_day_it_is_old_enough(
    key_file: str, tmp_path: Path
) -> None:
    house = gated(key_file, tmp_path, account_age="3d")
    now = house.provider.clock.now()
    young = replace(NELLY, id=discord_id(now - timedelta(days=3) + timedelta(seconds=1)))
    house.discord.set_member(young)
    refused = await house.person(young.id).sign_in()
    house.provider.clock.advance(1)

    # The first whole day: it may be shown in the middle of one.
    assert "Your Discord account is too new" in refused.text
    assert "2026-11-25" in refused.text
    assert said(await house.person(young.id).sign_in()) == OPEN


async def test_where_nothing_else_stands_only_who_is_listed_gets_in(
    key_file: str, tmp_path: Path
) -> None:
    house = gated(key_file, tmp_path, allowed_users=["1" * 18])
    house.discord.set_member(replace(NELLY, id="1" * 18))

    assert said(await house.person("1" * 18).sign_in()) == OPEN
    refused = await house.person().sign_in()
    assert said(refused) == PAGE
    # Nobody is told who is listed.
    assert "1" * 18 not in refused.text


@pytest.mark.parametrize(
    "gate",
    [
        {"none": ["@captain"]},
        {"two_factor": True},
        {"account_age": "3650d"},
        {"blocked_users": [NELLY.id]},
    ],
    ids=lambda gate: next(iter(gate)),
)
async def test_to_be_listed_opens_no_other_rule(
    key_file: str, tmp_path: Path, gate: dict[str, Any]
) -> None:
    listed = {"allowed_users": [NELLY.id], "any": ["mentors"], "all": ["@suspended"]}
    house = gated(key_file, tmp_path, **listed)
    house.becomes(mfa_enabled=False)
    assert said(await house.person().sign_in()) == OPEN
    await house.reload(applications={CLIENT_ID: {"gate": {**listed, **gate}}})

    assert said(await house.person().sign_in()) == PAGE


async def test_to_be_listed_makes_nobody_a_member(key_file: str, tmp_path: Path) -> None:
    house = gated(key_file, tmp_path, allowed_users=[NELLY.id])
    house.becomes(in_guild=False, roles=())

    assert said(await house.person().sign_in()) == PAGE

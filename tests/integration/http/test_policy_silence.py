"""A guild that does not answer opens nothing and ends nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from demo.discord.simulator import Answer
from tests.integration.http.answers import (
    assert_error_redirect,
    assert_oauth_error,
)
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import CLIENT_ID
from tests.integration.http.policy_house import (
    CLUB,
    FRESHNESS,
    MEMBER,
    MENTOR,
    PARTNER,
    STALENESS,
    House,
    a_house,
)
from tests.integration.http.policy_ways import OPEN, UNDECIDED, WAYS, Scene, said
from tests.integration.http.refreshing_clients import REFRESHING, SERVER_ID

pytestmark = pytest.mark.anyio

MENTORS = {CLIENT_ID: {"gate": {"any": ["mentors"]}}}
WAY = pytest.mark.parametrize("way", WAYS)
# What only a page can find out, and what programs find out once nothing old counts any more.
PAGES = ("a trip to Discord", "a session", "prompt=none", "an answer")


def answering(status: int, **body: object) -> Callable[[House, str], None]:
    def fall_silent(house: House, guild_id: str) -> None:
        answers = [Answer(status=status, json={"message": "no", "code": 0, **body})] * 50
        house.discord.script(f"bot_member {guild_id}", *answers)

    return fall_silent


def hang(house: House, guild_id: str) -> None:
    house.line.hang.add(guild_id)


SILENCES: dict[str, Callable[[House, str], None]] = {
    "500": answering(500),
    "timeout": hang,
    "403": answering(403, code=50001),
    "429": answering(429, retry_after=2.5, **{"global": False}),
    "unknown guild": answering(404, code=10004),
}
SILENCE = pytest.mark.parametrize("silence", SILENCES)


def speak(house: House) -> None:
    """Let every guild answer again, when what Discord asked us to leave alone is over."""
    house.line.hang.clear()
    for guild_id in (CLUB, PARTNER):
        house.discord.unscript(f"bot_member {guild_id}")
    house.provider.clock.advance(FRESHNESS)


async def silent_scene(house: House, silence: str, guild_id: str = PARTNER) -> Scene:
    """Come in while all answer; then one does not, for so long that nothing old counts."""
    house.joins_partner(MENTOR)
    scene = await Scene.begun(house)
    SILENCES[silence](house, guild_id)
    house.provider.clock.advance(STALENESS)
    return scene


@pytest.fixture
def house(key_file: str, tmp_path: Path) -> House:
    """Open a house in which the dashboard is for mentors, who are mentors at the partner."""
    return a_house(key_file, tmp_path, applications=MENTORS)


@WAY
@SILENCE
async def test_a_gate_that_only_a_silent_guild_could_open_asks_to_try_again(
    house: House, way: str, silence: str
) -> None:
    """docs/policy.md: neither yes nor no."""
    scene = await silent_scene(house, silence)

    response = await WAYS[way].enter(scene)
    if way in PAGES:
        assert_error_redirect(response, UNDECIDED)
    else:
        assert_oauth_error(response, 503, UNDECIDED)
        assert response.headers["retry-after"] == "5"


@WAY
@SILENCE
async def test_nothing_was_ended_meanwhile(house: House, way: str, silence: str) -> None:
    scene = await silent_scene(house, silence)
    assert await WAYS[way].said(scene) == WAYS[way].undecided
    assert house.provider.delivery.sent == []
    speak(house)

    # A question that was answered is answered.
    assert way == "an answer" or await WAYS[way].said(scene) == OPEN
    assert await scene.browser.is_signed_in()
    assert (await scene.program.is_alive(scene.held))["userinfo"]


@WAY
async def test_a_rule_against_somebody_is_not_passed_while_its_guild_is_silent(
    key_file: str, tmp_path: Path, way: str
) -> None:
    """What would shut somebody out must not take silence for innocence."""
    gate = {CLIENT_ID: {"gate": {"none": ["mentors"]}}}
    house = a_house(key_file, tmp_path, applications=gate)
    scene = await Scene.begun(house)
    hang(house, PARTNER)
    house.provider.clock.advance(STALENESS)

    assert await WAYS[way].said(scene) == WAYS[way].undecided


@WAY
async def test_where_the_other_guild_decides_the_gate_stays_open(
    key_file: str, tmp_path: Path, way: str
) -> None:
    gate = {CLIENT_ID: {"gate": {"any": ["mentors", "board"]}}}
    house = a_house(key_file, tmp_path, applications=gate)
    scene = await silent_scene(house, "timeout")

    assert await WAYS[way].said(scene) == OPEN


@WAY
async def test_a_certain_no_of_the_other_guild_closes_it_all_the_same(
    key_file: str, tmp_path: Path, way: str
) -> None:
    gate = {CLIENT_ID: {"gate": {"all": ["mentors", "board"]}}}
    house = a_house(key_file, tmp_path, applications=gate)
    scene = await silent_scene(house, "timeout")
    house.becomes(roles=(MEMBER,))

    assert await WAYS[way].said(scene) == WAYS[way].closed
    assert [sent.client_id for sent in house.provider.delivery.sent] == [CLIENT_ID]


async def test_what_the_guild_said_last_counts_for_a_while_for_tokens_and_not_for_pages(
    house: House,
) -> None:
    """docs/policy.md: ROLE_STALENESS_LIMIT, for grants that exist."""
    house.joins_partner(MENTOR)
    scene = await Scene.begun(house)
    hang(house, PARTNER)
    house.provider.clock.advance(STALENESS - 1)

    for name, way in WAYS.items():
        assert await way.said(scene) == (way.undecided if name in PAGES else OPEN), name


@WAY
async def test_while_no_guild_answers_nobody_is_let_in_and_nothing_ends(
    house: House, way: str
) -> None:
    scene = await silent_scene(house, "500")
    SILENCES["500"](house, CLUB)

    assert await WAYS[way].said(scene) in {UNDECIDED, f"503 {UNDECIDED}"}
    speak(house)
    assert await scene.browser.is_signed_in()
    assert all((await scene.program.is_alive(scene.held)).values())


async def test_a_subteam_of_a_silent_guild_is_not_told_to_applications(
    key_file: str, tmp_path: Path
) -> None:
    house = a_house(key_file, tmp_path)
    house.joins_partner(MENTOR)
    hang(house, PARTNER)
    browser = house.person()
    tokens = await browser.tokens()
    speak(house)
    later = await browser.tokens()

    assert claims_of(tokens["id_token"])["groups"] == ["board", "members"]
    assert claims_of(later["id_token"])["groups"] == ["board", "members", "mentors"]


async def test_without_a_bot_a_silent_guild_opens_nothing_either(
    key_file: str, tmp_path: Path
) -> None:
    """The route by the person's own consent."""
    gate = {"gate": {"any": ["mentors"]}, "grant_types": ["authorization_code"]}
    forbidden = dict.fromkeys(REFRESHING.keys() - {CLIENT_ID, SERVER_ID})
    house = a_house(
        key_file,
        tmp_path,
        settings={"DISCORD_BOT_TOKEN": None},
        applications={**forbidden, CLIENT_ID: gate},
    )
    house.joins_partner(MENTOR)
    house.discord.script(f"user_member {PARTNER}", Answer(status=500), Answer(status=500))

    assert said(await house.person().sign_in()) == UNDECIDED
    assert said(await house.person().sign_in()) == OPEN

"""What becomes of tokens and sign-ins of before when the rules are read anew."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.integration.http.answers import assert_oauth_error, assert_page
from tests.integration.http.harness import CLIENT_ID, OTHER_ID, SECRET
from tests.integration.http.policy_house import CAPTAIN, MEMBER, House, a_house
from tests.integration.http.policy_ways import INACTIVE, OPEN, WAYS, Scene

pytestmark = pytest.mark.anyio


async def test_a_removed_application_is_refused_and_nothing_of_others_ends(
    key_file: str, tmp_path: Path
) -> None:
    house = a_house(key_file, tmp_path)
    scene = await Scene.begun(house)
    await house.reload(applications={CLIENT_ID: None})

    answers = {name: await way.said(scene) for name, way in WAYS.items()}
    pages = {"a trip to Discord", "a session", "prompt=none", "an answer"}
    assert {answers[name] for name in pages} == {"400 page"}
    gone = {"a code", "a refresh token", "introspection", "introspection of a refresh token"}
    assert {answers[name] for name in gone} == {"401 invalid_client"}
    assert answers["userinfo"] == "401 invalid_token"
    assert answers["introspection by an API"] == INACTIVE
    assert await scene.goes_on_elsewhere()
    assert house.provider.delivery.sent == []


@pytest.mark.parametrize("way", WAYS)
async def test_an_application_that_was_disabled_by_a_reload_is_refused_everywhere(
    key_file: str, tmp_path: Path, way: str
) -> None:
    house = a_house(key_file, tmp_path)
    scene = await Scene.begun(house)
    await house.reload(applications={CLIENT_ID: {"enabled": False}})

    assert await WAYS[way].said(scene) != OPEN
    await house.reload()
    # Their grant is ended where it was come across, and nowhere else.
    other = house.program(OTHER_ID)
    assert all((await other.is_alive(scene.elsewhere)).values())


async def test_an_address_that_was_removed_during_a_sign_in_gets_no_code(
    key_file: str, tmp_path: Path
) -> None:
    house = a_house(key_file, tmp_path)
    scene = await Scene.begun(house)
    under_way = await scene.stranger.authorize()
    moved = {"redirect_uris": ["https://moved.example.org/cb"]}
    await house.reload(applications={CLIENT_ID: moved})

    for response in (
        await scene.stranger.travel(under_way),
        await WAYS["an answer"].enter(scene),
    ):
        assert_page(response, 400)
        assert "app.example.org" not in response.text


NEW, NEXT = "a-new-secret-of-the-dashboard", "the-one-after-that"


def digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


async def is_accepted(house: House, secret: str) -> bool:
    response = await house.program(CLIENT_ID).introspect("no-token", client_secret=secret)
    if response.status_code != 200:
        assert_oauth_error(response, 401, "invalid_client")
    return response.status_code == 200


async def test_secrets_overlap_and_the_old_one_ends_with_the_reload_that_leaves_it_out(
    key_file: str, tmp_path: Path
) -> None:
    house = a_house(key_file, tmp_path)
    accepted = []
    for secrets in ([SECRET], [SECRET, NEW], [NEW], [NEW, NEXT]):
        await house.reload(applications={CLIENT_ID: {"client_secret": secrets}})
        accepted.append([await is_accepted(house, secret) for secret in (SECRET, NEW, NEXT)])

    assert accepted == [
        [True, False, False],
        [True, True, False],
        [False, True, False],
        [False, True, True],
    ]


async def test_a_rotated_secret_takes_nothing_from_the_tokens_of_before(
    key_file: str, tmp_path: Path
) -> None:
    house = a_house(key_file, tmp_path)
    program = house.program(CLIENT_ID)
    held = await program.begin(house.person())
    await house.reload(applications={CLIENT_ID: {"client_secret": NEW}})

    refused = await program.refresh(held.refresh_token)
    assert_oauth_error(refused, 401, "invalid_client")
    assert (await program.refresh(held.refresh_token, client_secret=NEW)).status_code == 200


async def test_a_digest_is_no_secret(key_file: str, tmp_path: Path) -> None:
    """Whoever has read the file cannot pose as the application."""
    house = a_house(key_file, tmp_path)
    texts = house.file.read_text().replace(f'"client_secret" = "{SECRET}"', _DIGESTS)
    assert await house.reads(texts)

    assert [await is_accepted(house, secret) for secret in (NEW, NEXT)] == [True, True]
    for digested in (digest(NEW), digest(NEW).upper(), digest(NEXT), digest(digest(NEW))):
        assert not await is_accepted(house, digested)


_DIGESTS = f'"client_secret_sha256" = ["{digest(NEW)}", "{digest(NEXT).upper()}"]'


async def test_a_version_with_a_fault_changes_nothing_at_all(key_file: str, tmp_path: Path) -> None:
    """Neither the good part of it, nor the half of a file."""
    house = a_house(key_file, tmp_path, applications={CLIENT_ID: {"gate": {"any": ["board"]}}})
    scene = await Scene.begun(house)
    whole = house.file.read_text()
    for broken in (
        whole[: len(whole) // 2],
        whole.replace('"any" = ["board"]', '"any" = ["boards"]'),
        "",
        whole + "[gate]\nblocked_users = [80351110224678912]\n",
    ):
        assert not await house.reads(broken)
        assert await WAYS["userinfo"].said(scene) == OPEN
    ready = (await scene.browser.http.get("/health/ready")).json()
    warning = "newer rules have a fault: those of before are in force; the log says which"
    assert ready == {"status": "ready", "warnings": [warning]}
    assert await house.reads(whole)

    assert (await scene.browser.http.get("/health/ready")).json() == {"status": "ready"}
    house.becomes(roles=(MEMBER,))
    assert await WAYS["a refresh token"].said(scene) == WAYS["a refresh token"].closed
    house.becomes(roles=(CAPTAIN, MEMBER))
    assert await WAYS["a session"].said(scene) == OPEN

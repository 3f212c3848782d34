"""Making, rotating and retiring keys (N-DS-06)."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from application.keys.refusals import KeyKeptElsewhere, KeyStillNeeded, NoKeyOfAlgorithm, NoSuchKey
from domain.key_life import KeyState
from domain.signing_algorithm import SigningAlgorithm
from tests.key_rings import SCHEDULE
from tests.unit.application.key_house import KeyHouse

pytestmark = pytest.mark.anyio

RS256, ES256 = SigningAlgorithm.RS256, SigningAlgorithm.ES256
DELAY = SCHEDULE.publish_delay.total_seconds()
KEPT = DELAY + SCHEDULE.longest_use.total_seconds()


@pytest.fixture
def keys() -> KeyHouse:
    return KeyHouse()


async def states(keys: KeyHouse) -> list[KeyState]:
    return [life.state for life in await keys.list_keys()]


async def test_a_first_key_signs_at_once_and_a_second_once_it_is_known(keys: KeyHouse) -> None:
    first = await keys.generate(RS256)
    second = await keys.generate(RS256)
    now = keys.clock.now()
    assert (first.published_at, first.signs_from) == (now, now)
    assert (second.published_at, second.signs_from) == (now, now + SCHEDULE.publish_delay)
    assert await states(keys) == [KeyState.SIGNING, KeyState.PUBLISHED]
    keys.clock.advance(DELAY)
    assert await states(keys) == [KeyState.VERIFYING, KeyState.SIGNING]
    assert [asdict(event) for event in keys.audit.events] == [
        {"kid": key.kid, "alg": "RS256", "signs_from": key.signs_from.isoformat()}
        for key in (first, second)
    ]


async def test_a_key_for_an_emergency_signs_at_once(keys: KeyHouse) -> None:
    await keys.generate(RS256)
    keys.clock.advance(1)
    assert (await keys.generate(RS256, at_once=True)).signs_from == keys.clock.now()
    assert await states(keys) == [KeyState.VERIFYING, KeyState.SIGNING]


async def test_every_algorithm_there_is_is_rotated(keys: KeyHouse) -> None:
    await keys.generate(ES256)
    await keys.generate(RS256)
    rotation = await keys.rotate()
    assert [key.alg for key in rotation.added] == [RS256, ES256]
    assert rotation.removed == []
    assert {key.signs_from for key in rotation.added} == {keys.clock.now() + SCHEDULE.publish_delay}


async def test_one_algorithm_can_be_rotated_alone(keys: KeyHouse) -> None:
    await keys.generate(RS256)
    await keys.generate(ES256)
    rotation = await keys.rotate([ES256], at_once=True)
    assert [(key.alg, key.signs_from) for key in rotation.added] == [(ES256, keys.clock.now())]


async def test_in_an_emergency_no_key_that_was_made_before_is_to_follow(keys: KeyHouse) -> None:
    """Whoever took the one that signs may have taken those that wait too."""
    leaked = await keys.generate(RS256)
    waiting = [await keys.generate(RS256) for _ in range(2)]
    await keys.generate(ES256)
    other = await keys.generate(ES256)
    rotation = await keys.rotate([RS256], at_once=True)
    assert rotation.removed == waiting
    assert keys.events()[-2:] == ["KeyRemoved", "KeyRemoved"]
    assert other.kid in keys.directory.records
    keys.clock.advance(DELAY)
    lives = {life.key.kid: life.state for life in await keys.list_keys() if life.key.alg is RS256}
    assert lives == {leaked.kid: KeyState.VERIFYING, rotation.added[0].kid: KeyState.SIGNING}


async def test_without_an_emergency_a_key_that_waits_stays(keys: KeyHouse) -> None:
    await keys.generate(RS256)
    waiting = await keys.generate(RS256)
    keys.clock.advance(1)
    assert (await keys.rotate()).removed == []
    assert waiting.kid in keys.directory.records


async def test_there_must_be_a_key_to_follow(keys: KeyHouse) -> None:
    with pytest.raises(NoKeyOfAlgorithm) as caught:
        await keys.rotate()
    assert caught.value.alg is None
    await keys.generate(RS256)
    with pytest.raises(NoKeyOfAlgorithm) as caught:
        await keys.rotate([RS256, ES256])
    assert caught.value.alg is ES256
    assert keys.events() == ["KeyAdded"]


async def test_a_rotation_destroys_the_keys_whose_time_is_over(keys: KeyHouse) -> None:
    first = await keys.generate(RS256)
    await keys.rotate()
    keys.clock.advance(DELAY + KEPT - 1)
    assert (await keys.rotate()).removed == []
    keys.clock.advance(1)
    assert (await keys.rotate()).removed == [first]
    assert first.kid not in keys.directory.records
    assert keys.events().count("KeyRemoved") == 1


async def test_what_cannot_be_removed_is_not_said_to_be(keys: KeyHouse) -> None:
    # The single file's key lies in no directory.
    first = await keys.generate(RS256)
    await keys.rotate()
    keys.clock.advance(DELAY + KEPT)
    keys.directory.kept_elsewhere = {first.kid}
    assert (await keys.rotate()).removed == []
    assert "KeyRemoved" not in keys.events()


async def test_a_key_that_only_waits_goes_at_once(keys: KeyHouse) -> None:
    await keys.generate(RS256)
    waiting = await keys.generate(RS256)
    assert (await keys.retire(waiting.kid)).key == waiting
    assert waiting.kid not in keys.directory.records
    assert keys.events() == ["KeyAdded", "KeyAdded", "KeyRemoved"]


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_key_that_is_about_to_sign_stays(keys: KeyHouse, *, at_once: bool) -> None:
    await keys.generate(RS256)
    waiting = await keys.generate(RS256)
    keys.clock.advance(DELAY - SCHEDULE.notice.total_seconds())
    with pytest.raises(KeyStillNeeded) as caught:
        await keys.retire(waiting.kid, at_once=at_once)
    assert caught.value.life.state is KeyState.PUBLISHED


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_key_that_signs_stays(keys: KeyHouse, *, at_once: bool) -> None:
    key = await keys.generate(RS256)
    with pytest.raises(KeyStillNeeded) as caught:
        await keys.retire(key.kid, at_once=at_once)
    assert caught.value.life.state is KeyState.SIGNING
    assert key.kid in keys.directory.records


async def test_a_key_that_verifies_stays_until_its_time_or_until_it_is_given_up(
    keys: KeyHouse,
) -> None:
    leaked = await keys.generate(RS256)
    await keys.rotate(at_once=True)
    with pytest.raises(KeyStillNeeded) as caught:
        await keys.retire(leaked.kid)
    assert caught.value.life.gone_at == keys.clock.now() + timedelta(seconds=KEPT)
    await keys.retire(leaked.kid, at_once=True)
    assert leaked.kid not in keys.directory.records


async def test_a_key_whose_time_is_over_goes(keys: KeyHouse) -> None:
    first = await keys.generate(RS256)
    await keys.rotate(at_once=True)
    keys.clock.advance(KEPT)
    assert (await keys.retire(first.kid)).state is KeyState.GONE


async def test_the_beginning_of_a_kid_is_enough_if_it_is_of_one_key_only(keys: KeyHouse) -> None:
    await keys.generate(RS256)
    waiting = await keys.generate(RS256)
    for beginning, matches in (("000", 2), ("x", 0), (waiting.kid + "0", 0)):
        with pytest.raises(NoSuchKey) as caught:
            await keys.retire(beginning)
        assert caught.value.matches == matches
    assert (await keys.retire(waiting.kid[:-1] + "2")).key == waiting


async def test_nothing_is_the_beginning_of_no_key(keys: KeyHouse) -> None:
    key = await keys.generate(RS256)
    await keys.rotate(at_once=True)
    await keys.retire(key.kid, at_once=True)
    with pytest.raises(NoSuchKey):
        await keys.retire("")


async def test_a_key_that_lies_elsewhere_cannot_be_retired(keys: KeyHouse) -> None:
    await keys.generate(RS256)
    waiting = await keys.generate(RS256)
    keys.directory.kept_elsewhere = {waiting.kid}
    with pytest.raises(KeyKeptElsewhere):
        await keys.retire(waiting.kid)
    assert "KeyRemoved" not in keys.events()

"""Keys are named where they sign or wait, and where others can read them."""

import pytest

from application.doctor.examine_keys import ExamineKeys
from application.keys.list_keys import ListKeys
from application.ports.key_modes import OpenFile
from application.ports.keys import KeysUnusable
from domain.signing_algorithm import SigningAlgorithm
from tests.fakes.doctor import FakeKeyModes
from tests.key_rings import SCHEDULE
from tests.unit.application.doctor.lines import lines_of
from tests.unit.application.key_house import KeyHouse

pytestmark = pytest.mark.anyio


async def test_keys_that_sign_and_wait_are_named_and_those_that_verify_are_not() -> None:
    house = KeyHouse()
    first = await house.generate(SigningAlgorithm.RS256)
    second = await house.generate(SigningAlgorithm.RS256)
    examine = ExamineKeys(list_keys=house.list_keys, modes=FakeKeyModes())
    signing, waiting = await lines_of(examine)
    assert signing == f"ok keys: RS256 is signed with {first.kid}"
    assert waiting.startswith(f"ok keys: RS256 {second.kid} waits, to sign from 2026-11-24 12:")
    house.clock.advance(3600)
    assert await lines_of(examine) == [f"ok keys: RS256 is signed with {second.kid}"]


async def test_files_that_others_can_read_are_named() -> None:
    house = KeyHouse()
    modes = FakeKeyModes(
        (OpenFile(name="a.pem", everybody=True), OpenFile(name="b.pem", everybody=False))
    )
    assert await lines_of(ExamineKeys(list_keys=house.list_keys, modes=modes)) == [
        "failed keys: everybody on this machine can get at a.pem",
        "warning keys: the group of b.pem can get at it",
    ]


async def test_keys_that_broke_meanwhile_are_named() -> None:
    house = KeyHouse()

    async def broken() -> list[object]:
        raise KeysUnusable("the file a.pem holds no PEM private key")

    house.directory.all = broken  # type: ignore[method-assign,assignment]  # broke on the disk
    list_keys = ListKeys(keys=house.directory, schedule=SCHEDULE, clock=house.clock)
    assert await lines_of(ExamineKeys(list_keys=list_keys, modes=FakeKeyModes())) == [
        "failed keys: JWT_KEYS_DIR: the file a.pem holds no PEM private key"
    ]

"""The contract of ``KeyDirectory``, on the disk and on the fake."""

import asyncio
import json
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.jose.key_directory import JoseKeyDirectory
from adapters.jose.key_files import KeyFiles
from adapters.jose.signing_key import SigningKey
from application.ports.keys import KeyDirectory, KeysUnusable
from domain.key_life import KeyRecord
from domain.signing_algorithm import SigningAlgorithm
from tests.builders import NOW
from tests.fakes.keys import FakeKeyDirectory
from tests.integration.jose_tokens import KEY

pytestmark = pytest.mark.anyio

LATER = NOW + timedelta(seconds=335, microseconds=123_456)
ES256, EDDSA = SigningAlgorithm.ES256, SigningAlgorithm.EDDSA


async def add(keys: KeyDirectory, alg: SigningAlgorithm = ES256) -> KeyRecord:
    return await keys.add(alg, published_at=NOW, signs_from=LATER)


class KeyDirectoryContract:
    async def test_there_is_none_at_first(self, keys: KeyDirectory) -> None:
        assert list(await keys.all()) == []

    @pytest.mark.parametrize("alg", SigningAlgorithm)
    async def test_a_key_comes_back_with_its_times(
        self, keys: KeyDirectory, alg: SigningAlgorithm
    ) -> None:
        added = await add(keys, alg)
        assert (added.alg, added.published_at, added.signs_from) == (alg, NOW, LATER)
        assert len(added.kid) == 43
        assert list(await keys.all()) == [added]

    async def test_every_key_is_another(self, keys: KeyDirectory) -> None:
        added = await asyncio.gather(*(add(keys, EDDSA) for _ in range(10)))
        assert len({key.kid for key in added}) == 10
        assert set(await keys.all()) == set(added)

    async def test_a_removed_key_is_gone_and_the_others_stay(self, keys: KeyDirectory) -> None:
        first, second = await add(keys), await add(keys)
        assert await keys.remove(first.kid)
        assert list(await keys.all()) == [second]

    async def test_removing_what_is_not_there_does_no_harm(self, keys: KeyDirectory) -> None:
        key = await add(keys)
        assert not await keys.remove("x" * 43)
        assert await keys.remove(key.kid)
        assert not await keys.remove(key.kid)


class TestFakeKeyDirectory(KeyDirectoryContract):
    @pytest.fixture
    def keys(self) -> KeyDirectory:
        return FakeKeyDirectory()


def on_disk(directory: Path | None, single: SigningKey | None = None) -> JoseKeyDirectory:
    return JoseKeyDirectory(files=KeyFiles(directory=directory, single=single, single_file=None))


def modes(directory: Path) -> dict[str, int]:
    """Give who may do what with the directory, and with each file in it."""
    found = {"": directory, **{path.name: path for path in directory.iterdir()}}
    return {name: stat.S_IMODE(path.stat().st_mode) for name, path in found.items()}


class TestJoseKeyDirectory(KeyDirectoryContract):
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "keys"

    @pytest.fixture
    def keys(self, path: Path) -> KeyDirectory:
        return on_disk(path)

    async def test_nobody_else_can_read_what_it_writes(
        self, keys: KeyDirectory, path: Path
    ) -> None:
        before = os.umask(0)
        try:
            key = await add(keys)
        finally:
            os.umask(before)
        assert modes(path) == {"": 0o700, f"{key.kid}.json": 0o600}

    async def test_another_process_reads_what_it_wrote(
        self, keys: KeyDirectory, path: Path
    ) -> None:
        added = await add(keys)
        assert await on_disk(path).all() == [added]

    async def test_the_file_says_what_it_is(self, keys: KeyDirectory, path: Path) -> None:
        key = await add(keys)
        written = json.loads((path / f"{key.kid}.json").read_bytes())
        assert written.pop("private_key").startswith("-----BEGIN PRIVATE KEY-----\n")
        assert written == {
            "alg": "ES256",
            "published_at": "2026-11-24T12:00:00Z",
            "signs_from": "2026-11-24T12:05:35.123456Z",
        }

    async def test_a_failed_write_leaves_nothing_behind(
        self, keys: KeyDirectory, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await add(keys)
        before = modes(path)

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(KeysUnusable, match=r"cannot be written \(No space left on device\)"):
            await add(keys)
        assert modes(path) == before

    async def test_a_place_that_is_no_directory_is_told(self, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.write_bytes(b"")
        with pytest.raises(KeysUnusable, match="is a file: name a directory"):
            await on_disk(file).all()
        with pytest.raises(KeysUnusable, match="cannot be written"):
            await add(on_disk(file))
        with pytest.raises(KeysUnusable, match="cannot be written"):
            await on_disk(file).remove("x")
        with pytest.raises(KeysUnusable, match="cannot be written"):
            await add(on_disk(tmp_path / "missing" / "keys"))

    async def test_a_broken_file_is_named(self, keys: KeyDirectory, path: Path) -> None:
        await add(keys)
        (path / "x.json").write_bytes(b"{}")
        with pytest.raises(KeysUnusable, match=r"the file x\.json is not written as"):
            await keys.all()

    async def test_the_single_file_is_a_key_that_was_always_there_and_is_not_removed(
        self, path: Path
    ) -> None:
        keys = on_disk(path, single=KEY)
        assert await keys.all() == [KEY.record]
        added = await add(keys)
        assert await keys.all() == [KEY.record, added]
        assert KEY.record.signs_from.timestamp() == 0
        assert not await keys.remove(KEY.kid)

    async def test_without_a_directory_there_is_the_single_file_alone(self) -> None:
        keys = on_disk(None, single=KEY)
        assert await keys.all() == [KEY.record]
        with pytest.raises(KeysUnusable, match="is not set"):
            await add(keys)
        with pytest.raises(KeysUnusable, match="is not set"):
            await keys.remove(KEY.kid)

"""What each process does about the rules while it serves, whatever becomes of the file."""

import os
from itertools import pairwise
from pathlib import Path

import anyio.lowlevel
import pytest
from structlog.testing import capture_logs

from application.events import RulesRefused, RulesReloaded
from entrypoints.rules_watch import RulesWatch
from tests.unit.entrypoints.watch_house import BROKEN, HOUR, UNTHOUGHT, House, Looks

pytestmark = pytest.mark.anyio


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "guildpass.toml")


@pytest.fixture
def looks(house: House, monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Let something happen at each look, so that a test says what lies between two."""
    found, stat = Looks(), Path.stat

    def looked(path: Path) -> os.stat_result:
        if path == house.path:
            found.happen()
        return stat(path)

    monkeypatch.setattr(Path, "stat", looked)
    return found


async def test_a_file_that_stays_as_it_is_is_not_read_again(house: House, looks: Looks) -> None:
    async with house.watched():
        await house.until(lambda: looks.number > 10, "ten looks")
    assert house.source.reads == []


async def test_a_file_that_is_half_written_is_not_read(house: House, looks: Looks) -> None:
    looks.then = {
        3: lambda: house.write("wi"),
        4: lambda: house.write("wiki bl"),
        5: lambda: house.write("wiki blog"),
    }
    async with house.watched():
        await house.until(lambda: house.clients == "wiki blog", "it is read once it has settled")
        await house.until(lambda: looks.number > 10, "more looks")
    assert house.source.reads == ["wiki blog"]


async def test_a_file_is_not_read_while_it_goes_on_changing(house: House, looks: Looks) -> None:
    def grow() -> None:
        house.write("x" * looks.number)

    looks.always = grow
    async with house.watched():
        await house.until(lambda: looks.number > 20, "twenty looks")
        assert house.source.reads == []
        looks.always = None
        await house.until_read(1)


async def test_a_file_that_vanished_leaves_the_rules_in_force(house: House) -> None:
    async with house.watched():
        house.path.unlink()
        await house.until_read(4)
        assert house.clients == "wiki"
        assert house.rulebooks.warnings()
        house.write("wiki")
        await house.until(lambda: not house.rulebooks.warnings(), "it is back")
    assert house.audit.events == [RulesRefused(reason=BROKEN), RulesReloaded(clients=1, subteams=3)]


async def test_a_file_that_another_took_the_place_of_is_read(house: House) -> None:
    async with house.watched():
        house.rename_over("wiki blog")
        await house.until(lambda: house.clients == "wiki blog", "it is read")
    assert house.source.reads == ["wiki blog"]


async def test_so_is_one_of_the_same_size_and_time(house: House) -> None:
    before = house.path.stat()
    async with house.watched():
        beside = house.path.with_suffix(".new")
        beside.write_text("blog", encoding="utf-8")
        os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
        beside.rename(house.path)
        await house.until(lambda: house.clients == "blog", "it is read")


async def test_a_broken_file_is_told_once_and_tried_until_it_is_mended(house: House) -> None:
    async with house.watched():
        house.rename_over(BROKEN)
        await house.until_read(6)
        assert (house.clients, house.audit.events) == ("wiki", [RulesRefused(reason=BROKEN)])
        house.rename_over("blog")
        await house.until(lambda: house.clients == "blog", "it is mended")
    assert house.audit.events[1:] == [RulesReloaded(clients=1, subteams=3)]
    assert house.rulebooks.warnings() == ()


async def test_what_is_wrong_elsewhere_is_tried_again_though_the_file_stays(house: House) -> None:
    house.source.elsewhere = "a key is missing"
    async with house.watched():
        house.rename_over("blog")
        await house.until_read(6)
        house.source.elsewhere = None
        await house.until(lambda: house.clients == "blog", "it is mended")
        reads = len(house.source.reads)
    assert house.audit.events[0] == RulesRefused(reason="a key is missing")
    assert len(house.source.reads) == reads


@pytest.mark.parametrize("text", [BROKEN, UNTHOUGHT])
async def test_a_fault_in_a_file_that_stays_is_looked_for_again_after_a_while_only(
    house: House, looks: Looks, text: str
) -> None:
    """To find a fault takes a while, and nothing has changed in the file."""
    read_at = dict[int, int]()

    def note() -> None:
        read_at.setdefault(len(house.source.reads), looks.number)

    looks.always = note
    async with house.watched(again_after=7):
        house.rename_over(text)
        await house.until_read(4)
        reads = [read_at[number] for number in (1, 2, 3)]
        assert [after - before for before, after in pairwise(reads)] == [7, 7]
        house.rename_over("blog")
        await house.until(lambda: house.clients == "blog", "it is mended")


async def test_a_good_file_that_stays_is_not_read_again_however_long(
    house: House, looks: Looks
) -> None:
    async with house.watched(again_after=3):
        house.rename_over("blog")
        await house.until_read(1)
        reached = looks.number + 12
        await house.until(lambda: looks.number > reached, "many more looks")
    assert house.source.reads == ["blog"]


@pytest.mark.parametrize("text", ["blog", "wiki blog"])
async def test_a_change_between_the_reading_and_the_watch_is_taken(house: House, text: str) -> None:
    """The start takes seconds: the rules in force are those of before."""
    house.rename_over(text)
    async with house.watched():
        await house.until(lambda: house.clients == text, "it is read")
    assert house.source.reads == [text]


async def test_a_file_that_is_half_written_at_the_start_is_not_read_so(
    house: House, looks: Looks
) -> None:
    house.write("wiki bl")
    looks.then = {2: lambda: house.write("wiki blog")}
    async with house.watched():
        await house.until(lambda: house.clients == "wiki blog", "it is read once it has settled")
    assert house.source.reads == ["wiki blog"]


async def test_a_file_that_says_the_same_is_read_and_not_told(house: House) -> None:
    async with house.watched():
        house.rename_over("wiki")
        await house.until(lambda: house.source.reads == ["wiki"], "it is read")
        house.rename_over("blog")
        await house.until(lambda: house.clients == "blog", "it goes on")
    assert house.audit.events == [RulesReloaded(clients=1, subteams=3)]


async def test_woken_it_reads_at_once_as_often_as_one_likes(house: House) -> None:
    async with house.watched(interval=HOUR) as watch:
        for number in (1, 2, 3):
            watch.wake()
            await house.until_read(number)
        house.write("wiki blog")
        watch.wake()
        await house.until(lambda: house.clients == "wiki blog", "it does not wait for more")


async def test_woken_without_a_file_it_reads_what_else_there_is(house: House) -> None:
    async with house.watched(path=None) as watch:
        watch.wake()
        await house.until_read(1)
        house.write("wiki blog")
        watch.wake()
        await house.until_read(2)


async def test_what_nobody_thought_of_is_logged_and_tried_again(house: House) -> None:
    house.source.elsewhere = UNTHOUGHT
    with capture_logs() as lines:
        async with house.watched():
            house.rename_over("blog")
            await house.until_read(4)
            assert house.clients == "wiki"
            house.source.elsewhere = None
            await house.until(lambda: house.clients == "blog", "it is over")
    assert {(line["event"], line["log_level"]) for line in lines} == {
        ("rules_not_looked_at", "error")
    }


async def test_stopped_it_looks_no_more_and_may_be_stopped_before_it_began(
    house: House, looks: Looks
) -> None:
    async with house.watched() as watch:
        await house.until(lambda: looks.number > 3, "it looks")
        await watch.stop()
        number = looks.number
        house.rename_over("blog")
        for _ in range(10):
            await anyio.lowlevel.checkpoint()
        assert looks.number == number
    never = RulesWatch(reload_rulebook=house.reload, path=None, read=None)
    await never.stop()

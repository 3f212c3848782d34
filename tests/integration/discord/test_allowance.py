"""How often applications may have members looked up, in one guild and in several."""

from datetime import timedelta

import pytest

from adapters.discord.allowance import Allowance
from tests.builders import NOW

GUILDS = ("1", "2", "3")


def _taken(allowance: Allowance, *, after: float = 0.0) -> int:
    """Look people up, each once, until it is not allowed; give how many."""
    now = NOW + timedelta(seconds=after)
    return next(n for n in range(200) if not allowance.takes(str(n), now))


@pytest.mark.parametrize(("guilds", "look_ups"), [(1, 100), (2, 50), (3, 33)])
def test_a_look_up_takes_a_call_for_each_guild(guilds: int, look_ups: int) -> None:
    allowance = Allowance(guild_ids=lambda: GUILDS[:guilds])
    assert _taken(allowance) == look_ups
    assert _taken(allowance, after=4.9) == 0
    assert _taken(allowance, after=5) == look_ups


def test_one_person_has_as_many_look_ups_however_many_guilds_there_are() -> None:
    allowance = Allowance(guild_ids=lambda: GUILDS)
    assert [allowance.takes("1", NOW) for _ in range(21)] == [True] * 20 + [False]

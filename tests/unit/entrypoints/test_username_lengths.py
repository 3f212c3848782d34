"""How short and how long usernames may have to be: an id has to fit, and to be long enough."""

import pytest

from entrypoints.settings.rules.usernames import read_username_rule
from tests.builders import an_identity


@pytest.mark.parametrize("lengths", [{"shortest": 16}, {"longest": 24}, {"longest": 128}])
def test_a_length_that_every_name_can_have_is_taken(lengths: dict[str, int]) -> None:
    rule = read_username_rule(lengths)
    assert rule is not None
    for discord_id in ("1" * 15, "1" * 20):
        name = rule.username(an_identity(discord_id=discord_id, username="\u5de6"))
        assert rule.shortest <= len(name) <= rule.longest


@pytest.mark.parametrize(
    "lengths", [{"shortest": 0}, {"shortest": 17}, {"longest": 23}, {"longest": 129}]
)
def test_one_that_a_name_with_an_id_cannot_have_is_refused(lengths: dict[str, int]) -> None:
    message = "shortest must be from 1 to 16, longest from 24 to 128"
    with pytest.raises(ValueError, match=message):
        read_username_rule(lengths)

"""No two people get the same username, however hard one of them tries; and every name fits."""

import string

from hypothesis import assume, example, given
from hypothesis import strategies as st

from domain.identity import Identity
from domain.policy.username import UsernameRule
from tests.builders import DISCORD_ID, an_identity

_SMALL, _DIGITS = string.ascii_lowercase, string.digits
_ALPHABETS = [
    _DIGITS,
    _DIGITS + "_",
    _DIGITS + _SMALL,
    _DIGITS + _SMALL + "._-",
    _DIGITS + _SMALL + ".",
    _DIGITS + string.ascii_letters + "-@",
    _DIGITS + string.ascii_uppercase,
]


@st.composite
def _rules(draw: st.DrawFn) -> UsernameRule:
    """Give any rule that the settings take."""
    characters = frozenset(draw(st.sampled_from(_ALPHABETS)))
    has_letters = bool(characters & {"u", "U"})
    return UsernameRule(
        characters=characters,
        starts_with_letter=has_letters and draw(st.booleans()),
        shortest=draw(st.integers(1, 16)),
        longest=draw(st.integers(24, 40)),
    )


_IDS = st.integers(2**50, 2**64 - 1).map(str) | st.sampled_from(
    [DISCORD_ID, "1" + DISCORD_ID, DISCORD_ID + "0", "1" * 16, "1" * 20, "0" * 1 + "9" * 17]
).map(lambda text: text.lstrip("0"))
_NAMES = st.text(max_size=40) | st.text(_SMALL + _DIGITS + "._-", max_size=40)
_DISCRIMINATORS = st.sampled_from([None, "0", "0001", "1337"])


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[UsernameRule, Identity, Identity]:
    """Give a rule and two people, of whom the second may have taken what the first got."""
    rule = draw(_rules())
    victim = an_identity(
        discord_id=draw(_IDS), username=draw(_NAMES), discriminator=draw(_DISCRIMINATORS)
    )
    got = rule.username(victim)
    start = draw(st.integers(0, len(got)))
    names = st.sampled_from([got, got[start:], victim.username, got.upper(), "\u00e9" + got])
    hostile = an_identity(
        discord_id=draw(_IDS),
        username=draw(names | _NAMES),
        discriminator=draw(_DISCRIMINATORS),
    )
    return rule, victim, hostile


def _discord_allows(first: Identity, second: Identity) -> bool:
    """Tell whether there can be these two: an id is one person's, and so is a unique name."""
    both_unique = first.has_unique_username and second.has_unique_username
    same_name = first.username == second.username
    return first.discord_id != second.discord_id and not (both_unique and same_name)


@given(_pairs())
@example(
    (
        UsernameRule(characters=frozenset(_DIGITS)),
        an_identity(discord_id="1" * 17, username=""),
        an_identity(discord_id="1" * 20, username="x"),
    )
)
def test_two_people_never_get_the_same_name(
    pair: tuple[UsernameRule, Identity, Identity],
) -> None:
    rule, victim, hostile = pair
    assume(_discord_allows(victim, hostile))
    assert rule.username(victim) != rule.username(hostile)


@given(_pairs())
def test_every_name_fits(pair: tuple[UsernameRule, Identity, Identity]) -> None:
    rule, *people = pair
    for person in people:
        name = rule.username(person)
        assert set(name) <= rule.characters
        assert rule.shortest <= len(name) <= rule.longest
        assert name[0].isalpha() or not rule.starts_with_letter

"""Usernames that an application takes."""

import string

import pytest

from domain.policy.username import UsernameRule
from tests.builders import DISCORD_ID, an_identity

_SMALL = frozenset(string.ascii_lowercase + string.digits)
_PLAIN = UsernameRule(characters=_SMALL | set("._-"))
_ID = DISCORD_ID


def _rule(
    more: str = "._-",
    *,
    characters: frozenset[str] = _SMALL,
    starts_with_letter: bool = False,
    shortest: int = 1,
    longest: int = 32,
) -> UsernameRule:
    return UsernameRule(
        characters=characters | set(more),
        starts_with_letter=starts_with_letter,
        shortest=shortest,
        longest=longest,
    )


@pytest.mark.parametrize("username", ["nelly", "n.e_l-ly", "7up", "nelly2015", "n" * 32])
@pytest.mark.parametrize("discriminator", [None, "0", "0000"])
def test_a_name_that_fits_stays_as_it_is(username: str, discriminator: str | None) -> None:
    person = an_identity(username=username, discriminator=discriminator)
    assert _rule().username(person) == username


@pytest.mark.parametrize(
    ("username", "name"),
    [
        ("Nelly", f"nelly-{_ID}"),
        ("n\u00e9lly", f"nelly-{_ID}"),
        ("ne lly\u202e!", f"nelly-{_ID}"),
        ("\uff2eelly", f"nelly-{_ID}"),
        ("\u5de6", f"u-{_ID}"),
        ("", f"u-{_ID}"),
        ("a" * 33, "a" * 14 + f"-{_ID}"),
    ],
)
def test_a_name_that_had_to_be_changed_gets_the_id_behind_it(username: str, name: str) -> None:
    assert _rule().username(an_identity(username=username)) == name


def test_so_does_one_that_discord_gives_to_several() -> None:
    person = an_identity(username="nelly", discriminator="1337")
    assert _rule().username(person) == f"nelly-{_ID}"


@pytest.mark.parametrize("digits", [15, 17, 18, 20, 21])
def test_so_does_one_that_ends_as_if_it_had_been_changed(digits: int) -> None:
    imitation = "n-" + "9" * digits
    name = _rule(longest=64).username(an_identity(username=imitation))
    assert name == f"{imitation}-{_ID}"


def test_a_few_digits_at_the_end_are_no_imitation() -> None:
    assert _rule().username(an_identity(username="n-" + "9" * 14)) == "n-" + "9" * 14


@pytest.mark.parametrize(("username", "kept"), [("ne", False), ("nel", True)])
def test_one_that_is_too_short_gets_it_too(username: str, *, kept: bool) -> None:
    name = _rule(shortest=3).username(an_identity(username=username))
    assert name == (username if kept else f"{username}-{_ID}")


@pytest.mark.parametrize(
    ("username", "name"),
    [("nelly", "nelly"), ("7up", f"u7up-{_ID}"), ("_x", f"u_x-{_ID}"), ("\u5de6", f"u-{_ID}")],
)
def test_it_begins_with_a_letter_where_it_has_to(username: str, name: str) -> None:
    assert _rule(starts_with_letter=True).username(an_identity(username=username)) == name


@pytest.mark.parametrize(
    ("more", "suffix"),
    [
        ("._-", f"-{_ID}"),
        ("._", f"_{_ID}"),
        (".", f".{_ID}"),
        # Without a separator, of one width.
        ("", f"000{_ID}"),
    ],
)
def test_the_id_is_set_off_by_what_the_application_takes(more: str, suffix: str) -> None:
    assert _rule(more).username(an_identity(username="Nelly")) == f"nelly{suffix}"


def test_capitals_stay_where_they_are_taken() -> None:
    rule = _rule(characters=_SMALL | set(string.ascii_uppercase))
    assert rule.username(an_identity(username="Nelly")) == "Nelly"


def test_where_only_capitals_are_taken_it_begins_with_one() -> None:
    rule = _rule("-", characters=frozenset("U" + string.digits), starts_with_letter=True)
    assert rule.username(an_identity(username="nelly")) == f"U-{_ID}"


def test_where_no_letter_is_taken_the_id_alone_is_left() -> None:
    rule = _rule("", characters=frozenset(string.digits))
    assert rule.username(an_identity(username="nelly")) == f"000{_ID}"


def test_the_same_person_always_gets_the_same_name() -> None:
    first, again = (
        an_identity(username="N\u00e9lly"),
        an_identity(username="N\u00e9lly", email=None),
    )
    assert _PLAIN.username(first) == _PLAIN.username(again)

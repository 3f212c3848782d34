"""What Discord told us about a person, fit to be shown (C-50, C-52)."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity import fit_text
from domain.membership import Membership
from domain.role import Role
from tests.builders import (
    DISCORD_ID,
    GUILD_ID,
    OTHER_GUILD_ID,
    a_membership,
    a_memberships,
    an_identity,
)

_ANY_TEXT = st.text(st.characters(exclude_categories=()))
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = "\x00\x07\x08\t\n\r\x1b\x7f\x85\x9f\u2028\u2029"
_UNENCODABLE = "\ud800\udfff\ue000"
_CDN = "https://cdn.discordapp.com"


@pytest.mark.parametrize("character", _BIDI + _CONTROLS + _UNENCODABLE, ids=ascii)
def test_a_character_that_could_deceive_or_break_is_dropped(character: str) -> None:
    assert fit_text(f"a{character}b") == "ab"


_SCRIPTS = ["N\u00e9l\u00fcy", "\u5c0f\u660e", "\u05e9\u05dc\u05d5\u05dd", "a<b>&\"'", "a b"]
# The last came with Unicode 17, which not every Python knows.
_EMOJI = ["\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u2764\ufe0f", "\U0001fac8"]


@pytest.mark.parametrize("text", _SCRIPTS + _EMOJI, ids=ascii)
def test_a_name_in_any_script_stays_as_it_is(text: str) -> None:
    assert fit_text(text) == text


@pytest.mark.parametrize(
    "text", [None, "", " ", "\u202e", "\x00\n", "\u202e \u2069", "\u200b", "\u200d \ufe0f"]
)
def test_where_nothing_is_left_there_is_no_text(text: str | None) -> None:
    assert fit_text(text) is None


def test_a_text_is_cut_at_128_characters() -> None:
    assert fit_text("\u00e9" * 129) == "\u00e9" * 128


def test_what_is_dropped_does_not_count_towards_the_length() -> None:
    assert fit_text("\u202e" * 128 + "a") == "a"


@given(_ANY_TEXT)
def test_a_fit_text_is_already_fit(text: str) -> None:
    fit = fit_text(text)
    assert fit_text(fit) == fit


@given(_ANY_TEXT)
def test_a_fit_text_holds_nothing_unfit(text: str) -> None:
    fit = fit_text(text) or ""
    assert not set(fit) & set(_BIDI)
    assert not {unicodedata.category(c) for c in fit} & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert json.loads(json.dumps(fit, ensure_ascii=False).encode()) == fit


@pytest.mark.parametrize(
    ("discriminator", "shown"),
    [
        (None, "nelly"),
        ("", "nelly"),
        ("0", "nelly"),
        ("0000", "nelly"),
        ("1337", "nelly#1337"),
        ("0001", "nelly#0001"),
        ("1000", "nelly#1000"),
    ],
)
def test_a_discriminator_is_shown_where_discord_still_has_one(
    discriminator: str | None, shown: str
) -> None:
    assert an_identity(discriminator=discriminator).discord_username == shown


def test_the_preferred_username_never_has_a_discriminator() -> None:
    assert an_identity(discriminator="1337").preferred_username == "nelly"


def test_a_username_of_which_nothing_is_left_is_no_username() -> None:
    identity = an_identity(username="\u202e", discriminator="1337")
    assert (identity.preferred_username, identity.discord_username) == (None, None)


@pytest.mark.parametrize(
    ("nick", "global_name", "name"),
    [
        ("Cap", "Nelly", "Cap"),
        (None, "Nelly", "Nelly"),
        ("\u202e", "Nelly", "Nelly"),
        (None, None, "nelly"),
        (None, "\x00", "nelly"),
    ],
)
def test_the_name_is_the_nickname_else_the_global_name_else_the_username(
    nick: str | None, global_name: str | None, name: str
) -> None:
    identity = an_identity(global_name=global_name, membership=a_membership(nick=nick))
    assert identity.name == name


def test_a_nickname_is_that_of_the_guild() -> None:
    assert an_identity(membership=a_membership(nick="Ca\u202ep")).nickname == "Cap"
    assert an_identity(membership=None).nickname is None


def test_the_guild_avatar_comes_before_that_of_the_account() -> None:
    identity = an_identity(avatar="user", membership=a_membership(avatar="member"))
    assert identity.picture == f"{_CDN}/guilds/{GUILD_ID}/users/{DISCORD_ID}/avatars/member.png"


@pytest.mark.parametrize("membership", [None, a_membership(avatar=None)])
def test_without_a_guild_avatar_it_is_that_of_the_account(
    membership: Membership | None,
) -> None:
    identity = an_identity(avatar="user", membership=membership)
    assert identity.picture == f"{_CDN}/avatars/{DISCORD_ID}/user.png"


@pytest.mark.parametrize("pending", [True, False])
def test_of_several_guilds_the_first_that_has_a_nickname_or_an_avatar_gives_it(
    *, pending: bool
) -> None:
    bare = a_membership(nick="\u202e", avatar=None)
    other = a_membership(guild_id=OTHER_GUILD_ID, nick="Nell", avatar="a_1", pending=pending)
    last = a_membership(guild_id="3", nick="Last", avatar="last")
    identity = an_identity(memberships=a_memberships(bare, other, last))
    assert identity.nickname == "Nell"
    of_other = f"guilds/{OTHER_GUILD_ID}/users/{DISCORD_ID}/avatars/a_1.gif"
    assert identity.picture == f"{_CDN}/{of_other}"


def test_without_any_avatar_there_is_no_picture() -> None:
    assert an_identity(avatar=None, membership=a_membership(avatar=None)).picture is None


def test_an_animated_avatar_is_a_gif() -> None:
    of_account = an_identity(avatar="a_1", membership=None).picture
    of_guild = an_identity(avatar="1", membership=a_membership(avatar="a_2")).picture
    assert of_account == f"{_CDN}/avatars/{DISCORD_ID}/a_1.gif"
    assert of_guild == f"{_CDN}/guilds/{GUILD_ID}/users/{DISCORD_ID}/avatars/a_2.gif"


def test_a_member_is_a_member_with_their_roles() -> None:
    identity = an_identity(membership=a_membership(roles=("1", "2")))
    assert identity.is_member
    assert identity.roles == (Role(GUILD_ID, "1"), Role(GUILD_ID, "2"))


@pytest.mark.parametrize(
    ("pending", "guest"), [(True, False), (False, True), (True, True)], ids=str
)
def test_pending_people_and_guests_are_no_members_and_have_no_roles(
    *, pending: bool, guest: bool
) -> None:
    identity = an_identity(membership=a_membership(pending=pending, guest=guest))
    assert not identity.is_member
    assert identity.roles == ()


def test_a_full_member_of_one_guild_is_a_member_with_the_roles_of_that_one() -> None:
    elsewhere = a_membership(guild_id=OTHER_GUILD_ID, roles=("3",))
    memberships = a_memberships(a_membership(roles=("1",), pending=True), elsewhere)
    identity = an_identity(memberships=memberships)
    assert (identity.is_member, identity.is_waiting) == (True, False)
    assert identity.roles == (Role(OTHER_GUILD_ID, "3"),)


def test_who_is_in_a_guild_but_a_full_member_of_none_is_waiting() -> None:
    assert an_identity(membership=a_membership(pending=True)).is_waiting
    assert not an_identity(membership=None).is_waiting
    assert not an_identity(memberships=a_memberships(silent=(GUILD_ID,))).is_waiting


def test_somebody_outside_the_guild_is_no_member_and_has_no_roles() -> None:
    assert not an_identity(membership=None).is_member
    assert an_identity(membership=None).roles == ()


def test_without_the_email_everything_else_of_a_person_stays() -> None:
    person = an_identity()
    assert person.without_email() == an_identity(email=None, email_verified=False)
    assert (person.email, person.email_verified) == ("nelly@example.org", True)


def test_who_has_no_email_has_none_without_it() -> None:
    person = an_identity(email=None, email_verified=False)
    assert person.without_email() == person

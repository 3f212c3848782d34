"""``guildpass.toml``: names that nobody knows, names twice, and names that lead in a circle."""

from pathlib import Path

import pytest

from tests.unit.entrypoints.rules_files import (
    APP,
    GUILDS,
    ROLES,
    SUBTEAMS,
    TWO_GUILDS,
    assert_fault,
    fault_of,
    load_rules,
)

RULES = f"{GUILDS}{ROLES}{SUBTEAMS}"
SERVER, OTHER_ROLE = "81384788765712384", "1152921504606846999"
CLAIM = f"{RULES}{APP}[applications.app.claims.groups]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("subteems = 1 # here\n", ": unknown name subteems; is it subteams?"),
        (f"{GUILDS}[gates] # here\n", ": unknown name gates; is it gate?"),
        (f"{GUILDS}[gate]\n\nanny = [] # here\n", ", gate: unknown name anny; is it any?"),
        (
            f"{GUILDS}[subteams.x]\nany = ['@everyone']\ntitle = 'X' # here\n",
            ", subteams.x: unknown name title",
        ),
        (
            f"{GUILDS}{APP}redirect_url = 1 # here\n",
            ", applications.app: unknown name redirect_url; is it redirect_uris?",
        ),
        (
            f"{CLAIM}\nvalue = 1 # here\n",
            ", applications.app.claims.groups: unknown name value; is it values?",
        ),
        (
            f"{GUILDS}{APP}preferred_username = {{ longst = 3 }} # here\n",
            ", applications.app.preferred_username: unknown name longst; is it longest?",
        ),
        (
            f"{GUILDS}{APP}gate.two_factors = true # here\n",
            ", applications.app.gate: unknown name two_factors; is it two_factor?",
        ),
    ],
)
def test_a_name_that_nobody_knows_is_told_with_what_may_be_meant(
    tmp_path: Path, text: str, said: str
) -> None:
    assert_fault(tmp_path, text, said)


@pytest.mark.parametrize("name", ["vAlUe", '"a secret"', '"\\u001b[31m"', "x" * 64])
def test_a_name_that_is_like_none_is_not_shown(tmp_path: Path, name: str) -> None:
    """The first three; one of small letters alone is shown, since names look so."""
    said = fault_of(tmp_path, f"{GUILDS}[gate]\n\n{name} = 1\n")
    shown = f"unknown name {name}" if name.islower() and name.isalpha() else "holds an unknown name"
    assert said == f"line 5, gate: {shown}"


@pytest.mark.parametrize("part", ["any", "all", "none"])
@pytest.mark.parametrize("slug", ["boord", "captain"])
def test_a_subteam_that_is_not_there_is_told_and_how_a_role_is_written(
    tmp_path: Path, part: str, slug: str
) -> None:
    line = f"{part} = ['members', '{slug}'] # here\n"
    said = f'.{part}: there is no subteam "{slug}"; a role is written with @'
    assert_fault(tmp_path, f"{RULES}[subteams.x]\n{line}", f", subteams.x{said}")
    assert_fault(tmp_path, f"{RULES}[gate]\n{line}", f", gate{said}")
    assert_fault(tmp_path, f"{RULES}{APP}gate.{line}", f", applications.app.gate{said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('only = ["boord"]', 'only: there is no subteam "boord"'),
        ("values = { boord = 1 }", 'values: there is no subteam "boord"'),
        (
            'form = "role_id"\nonly = ["board"]',
            'only: must list roles, since form is role_id: "@board"',
        ),
        ('form = "role_id"\nonly = ["@boord"]', 'only: there is no role "boord" in [roles]'),
    ],
)
def test_a_claim_is_of_subteams_and_roles_that_are_there(
    tmp_path: Path, line: str, said: str
) -> None:
    assert_fault(tmp_path, f"{CLAIM}{line} # here\n", f", applications.app.claims.groups.{said}")


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("@capitan", 'there is no role "capitan" in [roles]'),
        ("@", "there is no role of that name in [roles]"),
        ("@@captain", "there is no role of that name in [roles]"),
        ("@clup/1152921504606846977", 'there is no guild "clup" in [guilds]'),
        ("@club/captain", "a role is a name of [roles], an id, or guild/id"),
        ("@club/", "a role is a name of [roles], an id, or guild/id"),
        ("@/1152921504606846977", "there is no guild of that name in [guilds]"),
    ],
)
def test_a_role_is_one_that_is_named_or_an_id(tmp_path: Path, ref: str, said: str) -> None:
    assert_fault(tmp_path, f"{RULES}[gate]\nany = ['{ref}'] # here\n", f", gate.any: {said}")


def test_of_several_guilds_a_role_says_which_one_it_is_of(tmp_path: Path) -> None:
    said = 'there are several guilds: write "club/ID"'
    for ref in (OTHER_ROLE, "everyone"):
        text = f"{TWO_GUILDS}[gate]\nany = ['@{ref}'] # here\n"
        assert_fault(tmp_path, text, f", gate.any: {said}")
    text = f"{TWO_GUILDS}[roles]\nmentor = '{OTHER_ROLE}' # here\n"
    assert_fault(tmp_path, text, f", roles.mentor: {said}")


def test_everyone_is_no_name_for_a_role_and_neither_is_an_id(tmp_path: Path) -> None:
    said = "a role cannot be called everyone, or as an id is"
    for name in ("everyone", OTHER_ROLE):
        text = f"{GUILDS}[roles]\n{name} = '{OTHER_ROLE}' # here\n"
        assert_fault(tmp_path, text, f", roles.{name}: {said}")


@pytest.mark.parametrize("role", [SERVER, f"club/{SERVER}", "everyone"])
def test_the_id_of_the_guild_is_no_role_with_a_name(tmp_path: Path, role: str) -> None:
    said = ", roles.all: is the id of the guild: everybody in it is @everyone"
    assert_fault(tmp_path, f"{GUILDS}[roles]\nall = '{role}' # here\n", said)


def test_a_guild_stands_there_once_and_there_are_ten_at_most(tmp_path: Path) -> None:
    said = ", guilds.same: the same guild stands there twice"
    assert_fault(tmp_path, f"{GUILDS}same = '{SERVER}' # here\n", said)
    many = "".join(f"g{number} = '{number}'\n" for number in range(1, 12))
    for guilds in ("", many):
        said = ", guilds: must name 1 to 10 guilds"
        assert_fault(tmp_path, f"[guilds] # here\n{guilds}", said)


@pytest.mark.parametrize("name", ["a/b", "@a", "", " "])
def test_names_of_guilds_and_roles_have_no_slash_and_no_at(tmp_path: Path, name: str) -> None:
    text = f"[guilds]\n'{name}' = '{SERVER}' # here\n"
    said = "the name of a guild is printable, without / and @"
    assert_fault(tmp_path, text, f', guilds."{name}": {said}')
    text = f"{GUILDS}[roles]\n'{name}' = '{OTHER_ROLE}' # here\n"
    said = "the name of a role is printable, without / and @"
    assert_fault(tmp_path, text, f', roles."{name}": {said}')


@pytest.mark.parametrize("name", ['"a\\u0000b"', '"a\\nb"', f'"{"a " * 65}"'])
def test_a_name_that_is_not_fit_for_a_terminal_is_not_shown(tmp_path: Path, name: str) -> None:
    said = fault_of(tmp_path, f"{GUILDS}[subteams.{name}]\nany = ['@everyone']\n")
    assert said.startswith('line 3, subteams."...": a subteam is called by letters')


@pytest.mark.parametrize("slug", ["a b", "-a", "", "ä", "a@b", "x" * 65])
def test_a_subteam_has_a_slug_that_fits_into_a_claim(tmp_path: Path, slug: str) -> None:
    said = fault_of(tmp_path, f"{GUILDS}[subteams.'{slug}']\nany = ['@everyone']\n")
    mend = "a subteam is called by letters, digits and . _ : - without spaces"
    assert said.startswith("line 3, subteams.")
    assert said.endswith(f": {mend}")


def test_a_role_and_a_subteam_may_have_one_name_but_not_be_mistaken(tmp_path: Path) -> None:
    text = f"{GUILDS}{ROLES}[subteams.captain]\nany = ['captain'] # here\n"
    line = fault_of(tmp_path, text)
    said = 'it depends on itself: captain -> captain; a role is written "@captain"'
    assert line.endswith(f", subteams.captain: {said}")


def test_a_subteam_needs_somebody_and_a_name_that_can_be_read(tmp_path: Path) -> None:
    said = ", subteams.x: needs any, all or none: nobody, or everybody, would be in it"
    assert_fault(tmp_path, f"{GUILDS}[subteams.x] # here\nname = 'X'\n", said)
    for name in ("", " ", "a\\nb", "\\u202ea", "x" * 65):
        text = f'{GUILDS}[subteams.x]\nany = ["@everyone"]\nname = "{name}" # here\n'
        said = ", subteams.x.name: must be a text of at most 64 characters"
        assert_fault(tmp_path, text, said)


@pytest.mark.parametrize(
    "lines",
    [
        "[subteams.y]\nany = ['@captain']\nname = 'Board'\n",
        "[subteams.y]\nany = ['@captain']\n[subteams.Board]\nany = ['@member']\n",
    ],
)
def test_no_two_subteams_have_one_name_nor_one_the_slug_of_another(
    tmp_path: Path, lines: str
) -> None:
    """Where an application is told names, one would pass for the other."""
    named = "[subteams.x]\nany = ['@member']\nname = 'Board'\n"
    said = "is that of another subteam, or its slug"
    after = fault_of(tmp_path, f"{GUILDS}{ROLES}{lines}{named}")
    assert after.endswith(f", subteams.x.name: {said}")
    slug = "x" if "[subteams.Board]" in lines else "y"
    before = fault_of(tmp_path, f"{GUILDS}{ROLES}{named}{lines}")
    assert before.endswith(f", subteams.{slug}.name: {said}")


def test_a_subteam_may_be_named_as_its_own_slug(tmp_path: Path) -> None:
    text = f"{GUILDS}{ROLES}[subteams.board]\nany = ['@captain']\nname = 'board'\n"
    (subteam,) = load_rules(tmp_path, text).rulebook.policy.subteams
    assert (subteam.slug, subteam.name) == ("board", "board")


@pytest.mark.parametrize(
    ("lines", "cycle"),
    [
        ("[subteams.a] # here\nany = ['a']\n", "a -> a"),
        ("[subteams.a] # here\nall = ['b']\n[subteams.b]\nnone = ['a']\n", "a -> b -> a"),
    ],
)
def test_subteams_that_depend_on_themselves_are_told_as_they_stand(
    tmp_path: Path, lines: str, cycle: str
) -> None:
    said = f", subteams.a: it depends on itself: {cycle}"
    assert_fault(tmp_path, f"{GUILDS}{lines}", said)

"""``docs/apps``: every page is listed, and says truly which proof it has."""

import re

import pytest

from tests.apps.pages import DOCS, Page, page, pages
from tests.apps.pinned import pinned

PAGES = pages()
TESTS = DOCS.parents[1] / "tests" / "apps"
KINDS = {"Run for real": TESTS / "real", "Exact requests": TESTS / "exact"}
# What comes from Debian is of the version that Debian has.
DEBIANS = {"apache", "mod_auth_openidc", "nginx"}
PLATFORMS = {"debian", "kubernetes"}
PINNED = pinned()
_NAMED = re.compile(r"([@\w./-]+) (\d[\d.]*\d)")
_ROW = re.compile(
    r"^\| \[(?P<title>[^]]+)\]\((?P<name>[\w-]+)\.md\)"
    r" \| (?P<kind>[^|]+) \| (?P<version>[^|]+) \|$",
    re.MULTILINE,
)


def test_the_list_says_what_the_pages_say() -> None:
    listed = [tuple(row.groups()) for row in _ROW.finditer(page("README").text)]
    assert sorted(listed) == sorted(
        (one.title, one.name, one.proof[0], one.version) for one in PAGES
    )
    assert listed == sorted(listed, key=lambda row: row[0].lower())


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_the_proof_of_a_page_is_a_test_that_reads_it(one: Page) -> None:
    kind, test = one.proof
    assert test.parent == KINDS[kind]
    assert f"docs/apps/{one.name}.md" in test.read_text(encoding="utf-8")


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_a_page_has_both_sides_and_what_to_know(one: Page) -> None:
    parts = re.findall("^## (.+)$", one.text, re.MULTILINE)
    assert parts[0] == "At Guildpass"
    assert parts[-1] == "Good to know"
    assert len(parts) >= 3


def test_a_proof_belongs_to_a_page() -> None:
    proofs = {one.proof[1] for one in PAGES}
    assert proofs == {file for folder in KINDS.values() for file in folder.glob("test_*.py")}


@pytest.mark.parametrize(
    "one", [one for one in PAGES if one.proof[0] == "Run for real"], ids=lambda one: one.name
)
def test_a_page_names_the_versions_that_run(one: Page) -> None:
    named = {name.lower(): version for name, version in _NAMED.findall(one.version)}
    other = {name for name, version in named.items() if PINNED.get(name) != version}
    assert named
    assert other <= DEBIANS | PLATFORMS

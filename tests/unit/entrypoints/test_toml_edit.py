"""Changes to the text of guildpass.toml: what was meant, and nothing else."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.settings.rules.toml_edit import (
    Uneditable,
    line_of,
    table_of,
    with_application,
    with_digests,
)

ENTRY = {"redirect_uris": ["https://new.example.org/cb"], "client_secret_sha256": "00"}
OLD, NEW = "0" * 64, "1" * 64
IDS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='"\\'))
TEXTS = (
    "",
    "# only a comment, without an end of line",
    '[guilds]\nclub = "1" # first\n\n\n',
    '[applications.wiki]\nclient_secret="x"\n\n# the end',
    '[gate]\r\nany = [\r\n  "board", # who\r\n]\r\n',
    "text = '''\n[applications.new]\n'''",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_new_application_stands_at_the_end_and_leaves_all_else_as_it_was(text: str) -> None:
    changed = with_application(text, "new", ENTRY)
    assert changed.startswith(text)
    assert tomllib.loads(changed)["applications"]["new"] == ENTRY
    assert ("\r\n" in changed) == ("\r\n" in text)
    assert changed.count("\r\n") in {0, changed.count("\n")}


@given(IDS.filter(bool))
def test_any_client_id_is_written_so_that_it_is_read_as_it_is(client_id: str) -> None:
    assert tomllib.loads(table_of(client_id, ENTRY)) == {"applications": {client_id: ENTRY}}


@pytest.mark.parametrize("text", ["applications = { wiki = {} }\n", "applications.new.a = 1\n"])
def test_a_text_that_takes_no_more_tables_is_left_alone(text: str) -> None:
    with pytest.raises(Uneditable):
        with_application(text, "new", ENTRY)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            '[applications.wiki] # W\n# why\nclient_secret = "x" # secret\n\na = 1\n',
            "[applications.wiki] # W\n# why\nclient_secret_sha256 = VALUE # secret\n\na = 1\n",
        ),
        (
            '[applications]\nwiki = { a = 1, client_secret="x", b = 2 } # W\n',
            "[applications]\nwiki = { a = 1, client_secret_sha256=VALUE, b = 2 } # W\n",
        ),
        (
            '[applications.wiki]\r\nclient_secret_sha256 = "x"\r\n[applications.b]\r\n',
            "[applications.wiki]\r\nclient_secret_sha256 = VALUE\r\n[applications.b]\r\n",
        ),
        (
            '[applications.wiki]\n"client_secret"   =  [ "x",\n  "y" ]\na=1 ',
            "[applications.wiki]\nclient_secret_sha256   =  VALUE\na=1 ",
        ),
        (
            '[applications."a b"]\na=1\n[applications.wiki]\n  client_secret = "x"',
            '[applications."a b"]\na=1\n[applications.wiki]\n  client_secret_sha256 = VALUE',
        ),
    ],
)
def test_digests_take_the_place_of_a_secret_and_leave_all_else_as_it_was(
    text: str, wanted: str
) -> None:
    assert with_digests(text, "wiki", [OLD]) == wanted.replace("VALUE", f'"{OLD}"')
    both = f'["{OLD}", "{NEW}"]'
    assert with_digests(text, "wiki", [OLD, NEW]) == wanted.replace("VALUE", both)


@pytest.mark.parametrize(
    "text",
    [
        '[applications.wiki.gate]\nany = []\n[applications.wiki]\nclient_secret = "x"\n',
        'applications.wiki.client_secret = "x"\napplications.wiki.scope = "openid"\n',
    ],
)
def test_an_application_in_several_places_is_either_changed_wholly_or_not_at_all(
    text: str,
) -> None:
    with pytest.raises(Uneditable):
        with_digests(text, "wiki", [OLD])


def test_a_line_is_ready_to_paste() -> None:
    assert line_of("client_secret_sha256", [OLD]) == f'client_secret_sha256 = ["{OLD}"]'

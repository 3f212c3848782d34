"""Where somebody goes after signing out: the registered address, and the state as it was sent."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.logout import LogoutTarget
from domain.page_refusals import UntrustedLogout
from tests.builders import a_client

GOODBYE = "https://app.example.org/goodbye"
WITH_QUERY = f"{GOODBYE}?tenant=7&x=%20"
PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))


def location_of(state: str | None, uri: str = GOODBYE) -> str:
    return LogoutTarget(post_logout_redirect_uri=uri, state=state).location


@pytest.mark.parametrize("uri", [GOODBYE, WITH_QUERY, "com.example.app:/bye"])
def test_without_a_state_nothing_is_added(uri: str) -> None:
    assert location_of(None, uri) == uri


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (GOODBYE, f"{GOODBYE}?state=a"),
        (WITH_QUERY, f"{WITH_QUERY}&state=a"),
        ("com.example.app:/bye", "com.example.app:/bye?state=a"),
    ],
)
def test_the_state_is_added_to_what_was_registered(uri: str, expected: str) -> None:
    assert location_of("a", uri) == expected


@pytest.mark.parametrize("character", PRINTABLE)
def test_every_printable_character_comes_back(character: str) -> None:
    location = location_of(f"a{character}b")
    assert parse_qsl(urlsplit(location).query) == [("state", f"a{character}b")]
    assert urlsplit(location)._replace(query="").geturl() == GOODBYE


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_state_comes_back_and_nothing_else_does(state: str) -> None:
    location = location_of(state, WITH_QUERY)
    kept = [("tenant", "7"), ("x", " "), ("state", state)]
    assert parse_qsl(urlsplit(location).query, keep_blank_values=True) == kept
    assert location.isascii()
    assert location.isprintable()


@pytest.mark.parametrize("state", ["\r\nX-Evil: 1", "\0", "&state=2", "#x", "%0d%0a", "+", "ä"])
def test_no_state_leaves_its_place(state: str) -> None:
    location = location_of(state)
    added = location.removeprefix(f"{GOODBYE}?state=")
    assert not set(added) & set("\r\n\0&#=+ ")
    assert parse_qsl(urlsplit(location).query) == [("state", state)]


def test_a_registered_address_is_a_target() -> None:
    client = a_client(post_logout_redirect_uris=frozenset({GOODBYE}))
    target = LogoutTarget(post_logout_redirect_uri=GOODBYE, state="s")
    assert client.logout_target(GOODBYE, state="s") == target


@pytest.mark.parametrize(
    "uri", [GOODBYE + "/", GOODBYE + "?", "", "https://app.example.org/callback"]
)
def test_no_other_address_is(uri: str) -> None:
    client = a_client(post_logout_redirect_uris=frozenset({GOODBYE}))
    with pytest.raises(UntrustedLogout):
        client.logout_target(uri, state=None)

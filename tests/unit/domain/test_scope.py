"""Scopes: the grammar of RFC 6749 section 3.3, and what is granted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidScope
from domain.scope import KNOWN_SCOPES, format_scope, grantable, parse_scope

_ALL = frozenset(KNOWN_SCOPES)
_LEGAL = {chr(c) for c in (0x21, *range(0x23, 0x5C), *range(0x5D, 0x7F))}


def test_there_are_six_scopes() -> None:
    names = {"openid", "profile", "email", "roles", "groups", "offline_access"}
    assert names == _ALL


@pytest.mark.parametrize("code_point", range(0x20, 0x100))
def test_a_character_is_legal_exactly_where_the_grammar_says(code_point: int) -> None:
    text = f"a{chr(code_point)}b"
    if text == "a b":
        assert parse_scope(text) == {"a", "b"}
    elif chr(code_point) in _LEGAL:
        assert parse_scope(text) == {text}
    else:
        with pytest.raises(InvalidScope):
            parse_scope(text)


@pytest.mark.parametrize("text", ["", " ", "  ", "openid\temail", "openid\n", "openid \n", "\x00"])
def test_scopes_are_separated_by_spaces_alone(text: str) -> None:
    with pytest.raises(InvalidScope):
        parse_scope(text)


@pytest.mark.parametrize(
    "text", [" openid email", "openid email ", "openid  email", "openid email  "]
)
def test_a_space_too_many_does_no_harm(text: str) -> None:
    assert parse_scope(text) == {"openid", "email"}


def test_a_scope_that_stands_twice_counts_once() -> None:
    assert parse_scope("openid email openid") == {"openid", "email"}


@given(st.sets(st.sampled_from(KNOWN_SCOPES), min_size=1))
def test_what_is_written_reads_the_same(scope: set[str]) -> None:
    assert parse_scope(format_scope(scope)) == scope


@given(st.permutations(KNOWN_SCOPES))
def test_the_order_of_the_request_does_not_show(order: list[str]) -> None:
    written = format_scope(parse_scope(" ".join(order)))
    assert written == "openid profile email roles groups offline_access"


def test_nothing_unknown_is_written() -> None:
    assert format_scope({"openid", "admin"}) == "openid"


def test_unknown_scopes_are_dropped() -> None:
    assert grantable({"openid", "address", "admin"}, _ALL) == {"openid"}


@pytest.mark.parametrize("near", ["xopenid", "openidx", "OpenID", "openid,email", "open%69d"])
def test_a_scope_that_only_looks_like_a_known_one_is_unknown(near: str) -> None:
    with pytest.raises(InvalidScope):
        grantable(parse_scope(near), _ALL)


def test_a_client_gets_no_scope_it_is_not_allowed() -> None:
    assert grantable({"openid", "email"}, frozenset({"openid"})) == {"openid"}


@given(st.sets(st.text()), st.sets(st.sampled_from(KNOWN_SCOPES)))
def test_a_grant_is_never_wider_than_the_request_or_the_allowance(
    requested: set[str], allowed: set[str]
) -> None:
    try:
        granted = grantable(requested, allowed)
    except InvalidScope:
        granted = frozenset()
    assert granted == requested & allowed & _ALL

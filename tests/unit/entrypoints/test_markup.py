"""Names in sentences: text, isolated, and never a part of the sentence."""

import pytest
from markupsafe import Markup

from entrypoints.http.markup import filled, filled_plainly

HOSTILE = ["<b>", "{client}", "{0.__class__}", "%(x)s", "a&b", "'\"", "&lt;"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_filled_in_as_text(name: str) -> None:
    sentence = filled("{client} asks {account}.", client=name, account="nelly")
    assert isinstance(sentence, Markup)
    assert sentence.unescape() == f"<bdi>{name}</bdi> asks <bdi>nelly</bdi>."
    assert "<b>" not in sentence


def test_markup_among_the_words_is_text_too() -> None:
    assert filled("a < b & {client}", client="x") == "a &lt; b &amp; <bdi>x</bdi>"


def test_markup_that_comes_as_a_name_is_not_trusted_for_being_text() -> None:
    assert filled("{client}", client=str(Markup("<i>x</i>"))) == "<bdi>&lt;i&gt;x&lt;/i&gt;</bdi>"


@pytest.mark.parametrize("name", [*HOSTILE, "Zoë", "名前"])
def test_in_a_title_a_name_stands_as_it_is(name: str) -> None:
    title = filled_plainly("To {client}?", client=name)
    assert title == f"To {name}?"
    assert not isinstance(title, Markup)


@pytest.mark.parametrize("name", ["אבג", "نادي 7", "x א"])
def test_in_a_title_a_name_from_right_to_left_is_isolated(name: str) -> None:
    assert filled_plainly("To {client}?", client=name) == f"To \u2068{name}\u2069?"

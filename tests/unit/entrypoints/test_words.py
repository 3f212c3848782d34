"""The words of the pages: none missing in any language, and the same names filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from string import Formatter

import pytest

from domain.language import Language
from domain.page_refusals import PageRefusal
from domain.scope import KNOWN_SCOPES
from entrypoints.http.explanations import explain
from entrypoints.http.words import ENGLISH, WORDS, Fault, Words

NAMES = {"client", "account", "brand", "destination", "names", "date"}
EACH = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())


def texts(part: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Give every text under the path it has."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            yield from texts(value, f"{path}[{key}]")
    elif is_dataclass(part):
        for each in fields(part):
            yield from texts(getattr(part, each.name), f"{path}.{each.name}")
    else:
        yield path, part


def placeholders(text: object) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}


def test_every_language_has_its_words() -> None:
    assert WORDS.keys() == set(Language)


@EACH
def test_no_text_is_missing_empty_or_untidy(words: Words) -> None:
    found = dict(texts(words))
    assert found.keys() == dict(texts(ENGLISH)).keys()
    for path, text in found.items():
        assert isinstance(text, str), path
        assert text, path
        assert text == " ".join(text.split()), path
        assert "<" not in text, f"{path}: markup belongs into a template"


@EACH
def test_every_scope_and_every_fault_is_explained(words: Words) -> None:
    assert words.shared.keys() == set(KNOWN_SCOPES)
    assert words.faults.keys() == set(Fault)


@EACH
def test_the_names_filled_in_are_those_of_the_first_language(words: Words) -> None:
    wanted = {path: placeholders(text) for path, text in texts(ENGLISH)}
    assert {path: placeholders(text) for path, text in texts(words)} == wanted
    assert set().union(*wanted.values()) == NAMES


def test_no_two_languages_say_the_same() -> None:
    german = dict(texts(WORDS[Language.GERMAN]))
    same = [path for path, text in texts(ENGLISH) if german[path] == text]
    assert same == []


@pytest.mark.parametrize("refusal", PageRefusal.__subclasses__())
def test_every_refusal_that_is_a_page_has_an_explanation_of_its_own(
    refusal: type[PageRefusal],
) -> None:
    others = [kind for kind in PageRefusal.__subclasses__() if kind is not refusal]
    assert explain(refusal("x")) not in [explain(other("x")) for other in others]

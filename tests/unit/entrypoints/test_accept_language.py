"""What a browser likes to read: by quality, then by order, and no trust in junk."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language import Language
from entrypoints.http.languages import accepted_language

EN, DE = Language.ENGLISH, Language.GERMAN


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", None),
        ("de", DE),
        ("DE", DE),
        ("en", EN),
        ("de,en", DE),
        ("en,de", EN),
        ("de-AT,de;q=0.9,en;q=0.8", DE),
        ("en;q=0.8,de;q=0.9", DE),
        ("en;q=0.9,de;q=0.9", EN),
        ("de;q=0.9,en;q=0.9", DE),
        ("fr,de;q=0.1", DE),
        ("fr,ja;q=0.5", None),
        ("de ; q=0.5 , en ; q=0.4", DE),
        ("de\t;\tQ=0.5,en;q=0.4", DE),
        ("de;q=1.000,en", DE),
        ("de;q=0.,en;q=0.001", EN),
        ("de;q=0", None),
        ("de;q=0.000", None),
        ("de;q=0,*", EN),
        ("*", EN),
        ("*;q=0", None),
        ("*;q=0.5,en;q=0.1", DE),
        ("en;q=0,*;q=0.1", DE),
        ("de-CH;q=0.3,en;q=0.5,de-AT;q=0.7", DE),
        (",,de,,", DE),
        ("de-Latn-DE-1996-x-club", DE),
        # Junk: passed over, each by itself.
        ("de;q=2,en;q=0.1", EN),
        ("de;q=1.001,en;q=0.1", EN),
        ("de;q=-1,en;q=0.1", EN),
        ("de;q=0.1234,en;q=0.1", EN),
        ("de;q=nan,en;q=0.1", EN),
        ("de;q=inf,en;q=0.1", EN),
        ("de;q=1e0,en;q=0.1", EN),
        ("de;q=\u0661,en;q=0.1", EN),
        ("de;q=,en;q=0.1", EN),
        ("de;q=1;q=1,en;q=0.1", EN),
        ("de;level=1,en;q=0.1", EN),
        ("de_DE,en;q=0.1", EN),
        ("deutsch,en;q=0.1", EN),
        ("de en,en;q=0.1", EN),
        ("../../evil", None),
        ("<svg onload=1>", None),
        ("de\x00", None),
        ("d\u0435", None),
        ("*-de", EN),
        ("fr," * 340 + "de", DE),
        ("fr," * 341 + "de", None),
        ("de," + "x" * 8192, None),
    ],
)
def test_the_best_of_ours_is_taken(header: str, language: Language | None) -> None:
    assert accepted_language(header) is language


@given(st.text())
def test_no_header_is_an_error(header: str) -> None:
    assert accepted_language(header) in {None, *Language}


@pytest.mark.parametrize("part", ["a-", "de;", ";q=0.", "- \t", ",", "*", "a-a-"])
def test_a_long_header_costs_no_time(part: str) -> None:
    began = time.perf_counter()
    for length in (1024, 8192):
        accepted_language((part * length)[:length])
        accepted_language((part * length)[: length - 1] + "!")
    assert time.perf_counter() - began < 0.5

"""Colours: contrast as WCAG computes it, kept whatever the operator likes."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http import colours
from entrypoints.http.colours import DARK_GROUND, LIGHT_GROUND, Accent, contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
# What the style sheet puts the colour on, and writes on it.
LIGHT, DARK = (LIGHT_GROUND, "#ffffff"), (DARK_GROUND, "#12141a")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_what_the_guidelines_say(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
def test_every_colour_can_be_read_in_both_schemes(colour: str) -> None:
    accent = Accent.of(colour)
    assert all(contrast(accent.light, ground) >= 4.5 for ground in LIGHT)
    assert all(contrast(accent.dark, ground) >= 4.5 for ground in DARK)


@pytest.mark.parametrize("colour", ["#4752c4", "#006d3c", "#8b0000"])
def test_a_colour_that_can_be_read_on_light_pages_is_used_there_as_it_is(colour: str) -> None:
    accent = Accent.of(colour)
    assert accent.light == colour
    assert accent.dark != colour


@pytest.mark.parametrize("colour", ["#ffdd00", "#ffffff", "#7fd1ff"])
def test_a_colour_that_can_be_read_on_dark_pages_is_used_there_as_it_is(colour: str) -> None:
    accent = Accent.of(colour)
    assert accent.dark == colour
    assert accent.light != colour


def schemes() -> list[dict[str, str]]:
    """Give the colours of the style sheet, light and dark."""
    path = Path(colours.__file__).parent / "templates" / "style.css"
    blocks = re.findall(r":root\{([^}]*--ink[^}]*(?:\}\}[^}]*)*)\}", path.read_text())
    found = [dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})\b", block)) for block in blocks]
    assert len(found) == 2
    return [{name: _long(value) for name, value in scheme.items()} for scheme in found]


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(letter * 2 for letter in colour[1:])


def test_the_style_sheet_can_be_read() -> None:
    for scheme in schemes():
        for ground in (scheme["ground"], scheme["card"]):
            assert contrast(scheme["ink"], ground) >= 7
            assert contrast(scheme["soft"], ground) >= 4.5
            # WCAG 2.2 section 1.4.11: what tells that a button is one.
            assert contrast(scheme["edge"], ground) >= 3


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    light, dark = schemes()
    assert {light["ground"], light["card"]} == set(LIGHT)
    assert {dark["ground"], dark["card"]} == set(DARK)
    assert (light["on"], dark["on"]) == (light["card"], dark["ground"])

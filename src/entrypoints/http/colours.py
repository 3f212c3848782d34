"""Colours that can be read: contrast as WCAG 2.2 section 1.4.3 computes it."""

from dataclasses import dataclass

LEAST_CONTRAST = 4.5
# The grounds of the style sheet, each the less favourable one of its scheme: what can be read
# there can be read on the other one, and the other way about.
LIGHT_GROUND, DARK_GROUND = "#f3f4f7", "#1c1f28"
_BLACK, _WHITE = "#000000", "#ffffff"
_STEPS = 64
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_LINEAR_UP_TO = 0.04045


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """One colour as it is used in each scheme, on the ground and under the ground's colour."""

    light: str
    dark: str

    @classmethod
    def of(cls, colour: str) -> "Accent":
        """Take ``#rrggbb`` as far towards black and towards white as its contrast needs."""
        return cls(
            light=_readable(colour, LIGHT_GROUND, _BLACK),
            dark=_readable(colour, DARK_GROUND, _WHITE),
        )


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(colour: str, ground: str, towards: str) -> str:
    mixed = (_mixed(colour, towards, step) for step in range(_STEPS + 1))
    return next(shade for shade in mixed if contrast(shade, ground) >= LEAST_CONTRAST)


def _mixed(colour: str, other: str, step: int) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{a + (b - a) * step // _STEPS:02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = (_linear(channel / 255) for channel in _channels(colour))
    return sum(weight * value for weight, value in zip(_WEIGHTS, linear, strict=True))


def _linear(value: float) -> float:
    return value / 12.92 if value <= _LINEAR_UP_TO else ((value + 0.055) / 1.055) ** 2.4

"""Colours and their contrast, by the formulas of WCAG 2.2 (1.4.3, 1.4.11), and the nearest shade that holds.

Shades are looked for in OKLCH, where a change of lightness leaves the hue as people see it. Pure arithmetic.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

Rgb = tuple[float, float, float]

HEX = re.compile(r"#[0-9a-f]{6}")
TEXT = 4.5  # 1.4.3: text of normal size
EDGE = 3.0  # 1.4.11: what is needed to see a control or its focus
STEP = 0.004
WHITE, BLACK = "#ffffff", "#000000"


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as the rest of this module takes it: `#2a48b5`."""
    return HEX.fullmatch(text) is not None


def rgb(colour: str) -> Rgb:
    """Red, green and blue from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def hexadecimal(colour: Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in colour)


def mix(first: str, share: float, second: str) -> str:
    """`color-mix(in srgb, first share, second)`."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    red, green, blue = (a * share + b * (1 - share) for a, b in pairs)
    return hexadecimal((red, green, blue))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(rgb(one)), _luminance(rgb(other))))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str, inks: tuple[str, ...] = (WHITE, BLACK)) -> str:
    """The first of `inks` that can be read on `ground`, else the one that can be read best."""
    for ink in inks:
        if contrast(ink, ground) >= TEXT:
            return ink
    return max(inks, key=lambda ink: contrast(ink, ground))


def nearest(colour: str, holds: Callable[[str], bool]) -> str | None:
    """The shade of the same hue nearest to `colour` in lightness that `holds`; `colour` itself when it does."""
    return next((shade for shade in _shades(colour) if holds(shade)), None)


def lighter(colour: str, lightness: float, most_chroma: float) -> str:
    """The same hue at a lightness from 0 to 1, no more colourful than `most_chroma`."""
    _lightness, chroma, hue = _oklch(rgb(colour))
    return _in_gamut(lightness, min(chroma, most_chroma), hue)


def _shades(colour: str) -> Iterator[str]:
    yield colour
    lightness, chroma, hue = _oklch(rgb(colour))
    for step in range(1, math.ceil(1 / STEP)):
        for at in (lightness - step * STEP, lightness + step * STEP):
            if 0 <= at <= 1:
                yield _in_gamut(at, chroma, hue)


def _in_gamut(lightness: float, chroma: float, hue: float) -> str:
    """As colourful as a screen can show it."""
    while chroma > 0.001:
        found = _from_oklch(lightness, chroma, hue)
        if all(-0.0005 <= part <= 1.0005 for part in found):
            return hexadecimal(found)
        chroma *= 0.97
    return hexadecimal(_from_oklch(lightness, 0, hue))


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    if part <= 0.0031308:
        return part * 12.92
    return float(1.055 * part ** (1 / 2.4) - 0.055)


def _oklch(colour: Rgb) -> tuple[float, float, float]:
    """Lightness, chroma and hue (https://bottosson.github.io/posts/oklab/)."""
    red, green, blue = (_linear(part) for part in colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )

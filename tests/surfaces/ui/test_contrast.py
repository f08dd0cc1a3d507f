"""Tokens hold WCAG 2.2 AA: 4.5 for text (1.4.3), 3 for the edges of controls and the line map (1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ventanilla.surfaces.ui as ui

CSS = Path(ui.__file__).parent / "static" / "ui" / "css"
Colour = tuple[float, float, float]
THEMES = {"light": 0, "dark": 1}

TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft") for ground in ("paper", "surface", "sunken", "hover")],
    *[("accent", ground) for ground in ("paper", "surface", "sunken", "hover", "accent-soft")],
    ("accent-hover", "paper"),
    ("ink", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-negative", "negative"),
    *[(tone, f"{tone}-soft") for tone in ("positive", "caution", "negative", "info")],
    *[(tone, "paper") for tone in ("positive", "caution", "negative", "info")],
    *[("ink", f"{tone}-soft") for tone in ("positive", "caution", "negative", "info")],
    ("ink-soft", "accent-soft"),
    ("ink-soft", "caution-soft"),
    ("ticket-ink", "ticket"),
    ("ticket-soft", "ticket"),
    ("paper", "ink"),
    ("paper", "caution"),
]
EDGES = [("line-strong", "paper"), ("line-strong", "surface"), ("accent", "surface"), ("accent", "paper")]


def tokens() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): ([^;]+);", (CSS / "tokens.css").read_text()))


def colour(value: str, theme: int, known: dict[str, str]) -> Colour:
    """Resolves hex, var(), light-dark() and color-mix(in srgb, a N%, b)."""
    value = value.strip()
    if value.startswith("#"):
        return tuple(int(value[n : n + 2], 16) / 255 for n in (1, 3, 5))  # type: ignore[return-value]
    if found := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return colour(known[found[1]], theme, known)
    if found := re.fullmatch(r"light-dark\((.+), (.+)\)", value):
        return colour(found[1 + theme], theme, known)
    found = re.fullmatch(r"color-mix\(in srgb, (.+) (\d+)%, (.+)\)", value)
    assert found, value
    first, second = colour(found[1], theme, known), colour(found[3], theme, known)
    share = int(found[2]) / 100
    return tuple(a * share + b * (1 - share) for a, b in zip(first, second, strict=True))  # type: ignore[return-value]


def luminance(rgb: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str, theme: str) -> float:
    known = tokens()
    lights = sorted(luminance(colour(known[name], THEMES[theme], known)) for name in (first, second))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_is_readable(text, ground, theme):
    assert contrast(text, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_are_seen(edge, ground, theme):
    assert contrast(edge, ground, theme) >= 3


def test_the_styles_of_every_page_stay_small():
    base = (CSS.parents[2] / "templates" / "ui" / "base.html").read_text()
    loaded = [file for file in CSS.glob("*.css") if f"ui/css/{file.name}" in base]
    assert len(loaded) >= 8
    assert sum(len(file.read_bytes()) for file in loaded) <= 45 * 1024
    assert len((CSS.parent / "fonts" / "radio-canada.woff2").read_bytes()) < 50_000


def test_every_token_that_is_used_exists():
    known = set(tokens()) | {"fill", "text", "edge-line"}
    known |= {"step", "dot", "y", "track", "off", "on", "zone", "bend", "l", "to", "w"}
    for file in CSS.glob("*.css"):
        own = set(re.findall(r"--([\w-]+):", file.read_text()))
        assert set(re.findall(r"var\(--([\w-]+)", file.read_text())) <= known | own, file.name

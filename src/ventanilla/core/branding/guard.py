"""The contrast guard: what an accent has to hold in either theme, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from ventanilla.core.branding import colours
from ventanilla.core.branding.colours import EDGE, TEXT, contrast, mix

Theme = Literal["light", "dark"]

ACCENT, DARK_ACCENT = "#2a48b5", "#a3b7ff"  # the tokens' own; a test holds them together

# The grounds of tokens.css that an accent lies on, and the ink that it is mixed with under the pointer.
GROUNDS: dict[Theme, dict[str, str]] = {
    "light": {"paper": "#fbfaf7", "surface": "#ffffff", "sunken": "#f4f2ec", "hover": "#f1eee7"},
    "dark": {"paper": "#141517", "surface": "#1c1e21", "sunken": "#0f1012", "hover": "#25282c"},
}
INK: dict[Theme, str] = {"light": "#1d2025", "dark": "#eceae5"}
HOVER, SOFT = 0.86, 0.09


@dataclass(frozen=True)
class Check:
    """One thing that must be readable: the worst `ratio` among the grounds it is seen on, and what is `needed`."""

    label: Any
    ratio: float
    needed: float
    colour: str
    ground: str

    @property
    def ok(self) -> bool:
        return self.ratio >= self.needed


@dataclass(frozen=True)
class Finding:
    """An accent in one theme: the colour of text on it, its checks, and the nearest shade that holds them all."""

    theme: Theme
    accent: str
    on_accent: str
    checks: tuple[Check, ...]
    instead: str

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


def look_at(accent: str, theme: Theme) -> Finding:
    """What `accent` (#rrggbb) is worth in `theme`."""
    checks = _checks(accent, theme)
    holds: Callable[[str], bool] = lambda shade: all(c.ok for c in _checks(shade, theme))  # noqa: E731
    instead = colours.nearest(accent, holds) or _own(theme)
    return Finding(theme, accent, text_on(accent), checks, instead)


def text_on(accent: str) -> str:
    """White, or a dark shade of the accent's own hue, or black: what can be read on it, at rest and pointed at."""
    return colours.ink_on(accent, (colours.WHITE, colours.lighter(accent, 0.22, 0.06), colours.BLACK))


def dark_of(accent: str) -> str:
    """The shade for the dark theme that belongs to `accent`: the same hue, light enough to be read there."""
    if accent == ACCENT:
        return DARK_ACCENT
    return look_at(colours.lighter(accent, 0.8, 0.13), "dark").instead


def _own(theme: Theme) -> str:
    return ACCENT if theme == "light" else DARK_ACCENT


def _checks(accent: str, theme: Theme) -> tuple[Check, ...]:
    grounds = GROUNDS[theme]
    soft = mix(accent, SOFT, grounds["surface"])
    pointed_at = mix(accent, HOVER, INK[theme])
    ink = text_on(accent)
    return (
        _worst(_("Words on a button"), TEXT, [(ink, accent), (ink, pointed_at)]),
        _worst(_("Links in a text"), TEXT, [(accent, ground) for ground in (*grounds.values(), soft)]),
        _worst(_("The frame around what is chosen"), EDGE, [(accent, ground) for ground in grounds.values()]),
    )


def _worst(label: Any, needed: float, pairs: list[tuple[str, str]]) -> Check:
    colour, ground = min(pairs, key=lambda pair: contrast(*pair))
    return Check(label, contrast(colour, ground), needed, colour, ground)

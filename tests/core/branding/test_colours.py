"""Contrast by the book, and shades that hold it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ventanilla.surfaces.ui as ui
from ventanilla.core.branding import colours, guard, sheet

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TOKENS = dict(
    re.findall(r"--([\w-]+): ([^;]+);", (Path(ui.__file__).parent / "static/ui/css/tokens.css").read_text())
)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ffff00", "#ffffff", 1.07),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert round(colours.contrast(one, other), 2) == ratio
    assert colours.contrast(one, other) == colours.contrast(other, one)


def test_the_guard_knows_the_grounds_of_the_tokens():
    for name in guard.GROUNDS["light"]:
        assert TOKENS[name] == f"light-dark({guard.GROUNDS['light'][name]}, {guard.GROUNDS['dark'][name]})"
    assert TOKENS["ink"] == f"light-dark({guard.INK['light']}, {guard.INK['dark']})"
    assert TOKENS["accent"] == f"light-dark({guard.ACCENT}, {guard.DARK_ACCENT})"
    assert {name: TOKENS[name] for name in sheet.PLAIN} == sheet.PLAIN
    assert TOKENS["accent-soft"] == sheet.SOFT
    assert TOKENS["accent-hover"] == sheet.HOVER


def test_the_portals_own_colours_hold():
    assert guard.look_at(guard.ACCENT, "light").ok
    assert guard.look_at(guard.DARK_ACCENT, "dark").ok
    assert guard.look_at(guard.ACCENT, "light").instead == guard.ACCENT
    assert guard.dark_of(guard.ACCENT) == guard.DARK_ACCENT


def test_a_yellow_fails_where_it_is_read_and_not_where_it_is_written_on():
    found = guard.look_at("#ffd800", "light")
    assert [check.ok for check in found.checks] == [True, False, False]
    assert not found.ok
    assert found.instead == "#806b02"
    assert guard.look_at(found.instead, "light").ok


def test_a_shade_just_below_the_limit_is_moved_a_little_and_no_more():
    found = guard.look_at("#e4002b", "light")
    assert not found.ok
    moved = [abs(a - b) for a, b in zip(colours.rgb("#e4002b"), colours.rgb(found.instead), strict=True)]
    assert max(moved) < 0.1


@settings(max_examples=25, deadline=None)
@given(COLOURS)
def test_every_colour_has_a_shade_that_holds_in_both_themes(colour):
    assert guard.look_at(guard.look_at(colour, "light").instead, "light").ok
    assert guard.look_at(guard.dark_of(colour), "dark").ok


@given(COLOURS)
def test_words_on_a_band_can_always_be_read(colour):
    assert colours.contrast(colours.ink_on(colour), colour) >= colours.TEXT

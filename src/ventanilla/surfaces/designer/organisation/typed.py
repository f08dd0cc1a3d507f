"""Hours and days as people type them: "9-14, 15:00–18:00", "24/12/2027 Christmas Eve"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import Localized

CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?h?"
SPAN = re.compile(rf"{CLOCK}\s*(?:-|–|—|a|to)\s*{CLOCK}", re.ASCII | re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:,|;|\by\b|\band\b)\s*", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)\s*(.*)", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)\s*(.*)", re.ASCII)
LONGEST_NAME = 120
MOST_LINES = 400
MOST_YEARS = 10

Stretches = list[list[str]]


def hours_typed(text: str, field: str) -> Stretches:
    """The stretches of one day; nothing for a day on which nobody works. Raises Invalid naming the field."""
    found = []
    for part in BETWEEN.split(text.strip()) if text.strip() else ():
        match = SPAN.fullmatch(part)
        if match is None:
            said = _("Write from when to when, such as 9:00–14:00, 15:00–18:00.")
            raise Invalid(said, {field: [said]})
        opens, closes = (f"{int(match[at]):02d}:{match[at + 1] or '00'}" for at in (1, 3))
        found.append([opens, closes])
    return found


def hours_written(stretches: Sequence[Sequence[str]]) -> str:
    """The other way round."""
    return ", ".join(f"{opens}–{closes}" for opens, closes in stretches)


def days_typed(text: str, years: int = 1) -> dict[date, Localized]:
    """Dates with their names, one in each line, the day before the month or the year first; the same days of some
    `years` in a row. Raises Invalid naming `days` and the line."""
    lines = [line.strip() for line in text.replace("\x00", "").splitlines() if line.strip()]
    said = ""
    if not lines:
        said = _("Write a day, or several, one in each line.")
    elif len(lines) > MOST_LINES:
        said = _("Add up to %(most)s days in one go.") % {"most": MOST_LINES}
    if said:
        raise Invalid(said, {"days": [said]})
    found: dict[date, Localized] = {}
    wrong = []
    for line in lines:
        for ahead in range(min(max(years, 1), MOST_YEARS)):
            try:
                on, name = _day_typed(line, ahead)
            except ValueError:
                if not ahead:  # the 29th of February comes every four years
                    wrong.append(line[:60])
                continue
            found[on] = {(get_language() or "en")[:2]: name}
    if wrong:
        said = _("These lines hold no day that we can read: %(lines)s. Write 24/12/2027 and what day it is.")
        said %= {"lines": " · ".join(wrong[:5])}
        raise Invalid(said, {"days": [said]})
    return found


def _day_typed(line: str, ahead: int) -> tuple[date, str]:
    if match := YEAR_FIRST.fullmatch(line):
        year, month, day, rest = match.groups()
    elif match := DAY_FIRST.fullmatch(line):
        day, month, year, rest = match.groups()
    else:
        raise ValueError(line)
    name = rest.strip(" ,;:-–\t")[:LONGEST_NAME] or _("Closed")
    return date(int(year) + ahead, int(month), int(day)), name

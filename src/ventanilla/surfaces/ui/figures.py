"""Saying figures so that nobody is misled: of few things none, of some their numbers, of many how many of 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.calendars.hours import WorkingHours

FEW = 5
"""Below that nothing can be told."""
MANY = 20
"""From here on shares are told of 100."""
A_MINUTE, AN_HOUR = 60, 60
OFFICE_DAY = 480


@dataclass(frozen=True)
class Piece:
    """A part of a bar: where it begins and how long it is, of 100."""

    kind: str
    start: float
    length: float


@dataclass(frozen=True)
class Bar:
    label: str
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Figure:
    """One thing that is told: sentences with the numbers in them, what they count, bars, and the same as a table."""

    key: str
    title: str
    sentences: Sequence[str]
    note: str
    counted: int = 0
    bars: Sequence[Bar] = ()
    bars_title: str = ""
    legend: Sequence[tuple[str, str]] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)

    @property
    def few(self) -> str:
        """Why there is nothing to tell: too little was `counted`."""
        return "" if self.sentences else too_few(self.counted)


def share(part: int, whole: int) -> str:
    """“3 of 12”, “25 of 100”; a dash when it is too few to tell."""
    if whole < FEW:
        return "–"
    if whole < MANY:
        return _("%(n)s of %(of)s") % {"n": part, "of": whole}
    return _("%(n)s of %(of)s") % {"n": round(100 * part / whole), "of": 100}


def too_few(count: int) -> str:
    """Why there is nothing to tell."""
    if not count:
        return _("Nothing to count yet.")
    return ngettext("Too few to tell: only %(n)s.", "Too few to tell: only %(n)s.", count) % {"n": count}


def working(minutes: int | None, day: int = OFFICE_DAY) -> str:
    """“40 min”, “6 h”, “3 working days” of so many minutes; a dash for nothing."""
    if minutes is None:
        return "–"
    if minutes < AN_HOUR:
        return ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}
    if minutes < 2 * day:
        hours = round(minutes / AN_HOUR)
        return ngettext("%(n)s h", "%(n)s h", hours) % {"n": hours}
    days = round(minutes / day)
    return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}


def seconds(count: int | None) -> str:
    """“40 s”, “6 min”; a dash for nothing."""
    if count is None:
        return "–"
    if count < A_MINUTE:
        return ngettext("%(n)s s", "%(n)s s", count) % {"n": count}
    return working(round(count / A_MINUTE))


def minutes_a_day(hours: WorkingHours) -> int:
    """How long a working day of this calendar is, on the whole."""
    days = [sum((each.until - each.since).total_seconds() for each in day) / 60 for day in hours.week if day]
    return round(sum(days) / len(days)) if days else OFFICE_DAY


def month_name(month: date) -> str:
    """“November 2026”."""
    return date_format(month, "YEAR_MONTH_FORMAT")


def bars(rows: Sequence[tuple[str, str, Sequence[tuple[str, int]]]]) -> list[Bar]:
    """Bars of (label, text, [(kind, amount)]), the longest of them as wide as there is room."""
    longest = max((sum(amount for _kind, amount in parts) for _label, _text, parts in rows), default=0)
    return [Bar(label, text, _pieces(parts, longest)) for label, text, parts in rows] if longest else []


def _pieces(parts: Sequence[tuple[str, int]], longest: int) -> tuple[Piece, ...]:
    found, start = [], 0.0
    for kind, amount in parts:
        length = round(100 * amount / longest, 2)
        if not amount:
            continue
        found.append(Piece(kind, start, length))
        start = round(start + length, 2)
    return tuple(found)


def wanted_month(request: HttpRequest) -> date | None:
    """The month of the address, by its first day; None for the last 90 days and for nonsense."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return None


def month_options(months: list[date]) -> list[tuple[str, str]]:
    """For the chooser: the last 90 days first."""
    return [("", _("The last 90 days")), *((month.isoformat()[:7], month_name(month)) for month in months)]

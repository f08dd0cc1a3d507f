"""The figures of all services that somebody designs: to compare them, and to take them along."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.insights.models import ServiceFigures
from ventanilla.engines.insights.policies import open_to
from ventanilla.engines.insights.queries import figures_of_all, months_counted, solved_lately
from ventanilla.engines.insights.taking import EXPORTS, note_figures_taken
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import designed_by
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.history import history_of
from ventanilla.surfaces.ui.figures import (
    FEW,
    minutes_a_day,
    month_options,
    seconds,
    share,
    wanted_month,
    working,
)

Value = Callable[[ServiceFigures], float | None]


def _part(part: str, whole: str) -> Value:
    def value(row: ServiceFigures) -> float | None:
        of = getattr(row, whole)
        return getattr(row, part) / of if of >= FEW else None

    return value


def _enough(name: str, of: str) -> Value:
    return lambda row: getattr(row, name) if getattr(row, of) >= FEW else None


@dataclass(frozen=True)
class Column:
    """What is shown of each service: `value` is what it is sorted by, None when there is too little to tell."""

    key: str
    title: Any
    value: Value
    up: bool = False


COLUMNS = (
    Column("ended", gettext_lazy("Ended"), lambda row: row.ended),
    Column("left", gettext_lazy("Left the form"), _part("left", "begun")),
    Column("filling", gettext_lazy("Half wrote it in"), _enough("filled_half", "sent")),
    Column("asked", gettext_lazy("Had to ask"), _part("asked_back", "ended")),
    Column("alone", gettext_lazy("Found the way alone"), _part("alone", "ended")),
    Column("length", gettext_lazy("Half were done in"), _enough("cycle_half", "done")),
    Column("content", gettext_lazy("Were content"), _part("content", "rated")),
)
EXPORTED = (
    "begun",
    "sent",
    "left",
    "filled_half",
    "filled_most",
    "ended",
    "asked_back",
    "amended",
    "alone",
    "rerouted",
    "reweighed",
    "with_approval",
    "nobody_decided",
    "done",
    "cycle_half",
    "cycle_most",
    "rated",
    "content",
    "marks_sum",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""


@dataclass(frozen=True)
class Line:
    service: Service
    figures: ServiceFigures | None


@require_safe
@for_designers
def figures(request: HttpRequest) -> HttpResponse:
    """A line for each service, sorted by any of its figures. The same number of queries, however many there are."""
    person, month = person_of(request), wanted_month(request)
    services = _services(person, request)
    lines = _lines(services, month)
    column = next((one for one in COLUMNS if one.key == request.GET.get("sort")), COLUMNS[0])
    back = request.GET.get("order") == "up"
    context = {
        "months": month_options(months_counted(services)),
        "month": month.isoformat()[:7] if month else "",
        "departments": _departments(person),
        "department": request.GET.get("department", ""),
        "columns": [_head(request, one, column, back) for one in COLUMNS],
        "rows": _rows(_sorted(lines, column, back)),
        "any": bool(services),
        "solved": solved_lately(person, month),
        "export_url": f"{reverse('designer:figures_export')}?{_query(request)}",
        "sort": column.key,
        "taken": history_of(EXPORTS) if is_portal_admin(person) else [],
    }
    return render(request, "designer/figures/all.html", context)


@require_safe
@for_designers
def export(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet: UTF-8, a line for each service, everything that is counted."""
    month = wanted_month(request)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["service", "title", "department", "period", *EXPORTED])
    period = month.isoformat()[:7] if month else "90d"
    lines = [one for one in _lines(_services(person_of(request), request), month) if one.figures is not None]
    note_figures_taken(actor=person_of(request), period=period, services=len(lines))
    for line in lines:
        if line.figures is not None:
            names = [line.service.slug, pick(line.service.title), pick(line.service.department.name), period]
            writer.writerow([*map(_plain, names), *(getattr(line.figures, name) for name in EXPORTED)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{period}.csv"'
    return response


def _services(person: Person, request: HttpRequest) -> list[Service]:
    mine = (
        designed_by(person).filter(opens__isnull=True).select_related("department__calendar", "live_version")
    )
    wanted = request.GET.get("department", "").replace("\x00", "")
    return open_to(person, mine.filter(department__slug=wanted) if wanted else mine)


def _lines(services: list[Service], month: date | None) -> list[Line]:
    counted = figures_of_all(services, month)
    return [Line(service, counted.get(service.pk)) for service in services]


def _sorted(lines: Iterable[Line], column: Column, up: bool) -> list[Line]:
    """What can't be told stands at the end, whatever the order."""

    def place(line: Line) -> tuple[bool, float, str]:
        value = column.value(line.figures) if line.figures else None
        return value is None, (value or 0) * (1 if up else -1), pick(line.service.title).casefold()

    return sorted(lines, key=place)


def _rows(lines: list[Line]) -> list[dict[str, Any]]:
    calendars = {line.service.department.calendar_id: line.service.department.calendar for line in lines}
    days = {pk: minutes_a_day(working_hours(calendar)) for pk, calendar in calendars.items()}
    return [_row(line, days[line.service.department.calendar_id]) for line in lines]


def _row(line: Line, day: int) -> dict[str, Any]:
    row, service = line.figures or ServiceFigures(), line.service
    return {
        "title": pick(service.title),
        "department": pick(service.department.name),
        "url": reverse("designer:service_figures", args=[service.slug]),
        "cells": list(zip((str(one.title) for one in COLUMNS), _cells(row, day), strict=True)),
    }


def _cells(row: ServiceFigures, day: int) -> list[str]:
    return [
        str(row.ended),
        share(row.left, row.begun),
        seconds(row.filled_half) if row.sent >= FEW else "–",
        share(row.asked_back, row.ended),
        share(row.alone, row.ended),
        working(row.cycle_half, day) if row.done >= FEW else "–",
        share(row.content, row.rated),
    ]


def _head(request: HttpRequest, one: Column, chosen: Column, up: bool) -> dict[str, Any]:
    here = one.key == chosen.key
    order = "" if here and up else "up" if here else ""
    query = _query(request, sort=one.key, order=order)
    return {
        "title": one.title,
        "url": f"{reverse('designer:figures')}?{query}",
        "sort": ("ascending" if up else "descending") if here else "",
    }


def _query(request: HttpRequest, **more: str) -> str:
    kept = {name: request.GET[name] for name in ("month", "department") if request.GET.get(name)}
    return urlencode({**kept, **{name: value for name, value in more.items() if value}})


def _departments(person: Person) -> list[tuple[str, str]]:
    found = {each.department.slug: pick(each.department.name) for each in designed_by(person)}
    named = sorted(found.items(), key=lambda each: each[1].casefold())
    return [("", _("All departments")), *named] if len(named) > 1 else []


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text

"""The services that somebody designs, with how they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.text import pick
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import designed_by, times_opened
from ventanilla.records.tickets.figures import NONE, Figures, figures_of
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.attention import concerns, faults_of

HOURS_IN_WORDS = timedelta(hours=48)


@dataclass(frozen=True)
class ServiceRow:
    """A service in the list; a resource has its openings of the last 30 days instead of figures."""

    url: str
    icon: str
    title: str
    department: str
    state: str
    live: bool
    figures: Figures
    opened: int | None
    half: str
    on_time: str
    concerns: list[str]


@require_safe
@for_designers
def shelf(request: HttpRequest) -> HttpResponse:
    """Everything that this person designs; by department, or only what needs attention."""
    services = list(designed_by(person_of(request)).select_related("owner", "department__calendar"))
    rows = rows_of(services)
    departments = {each.department.slug: pick(each.department.name) for each in services}
    wanted = request.GET.get("department", "")
    only = request.GET.get("show") == "attention"
    shown = [
        row
        for service, row in zip(services, rows, strict=True)
        if (not wanted or service.department.slug == wanted) and (not only or row.concerns)
    ]
    context = {
        "rows": sorted(shown, key=lambda row: (-len(row.concerns), row.title.casefold())) if only else shown,
        "any": bool(services),
        "filters": _filters(departments, wanted, only, sum(1 for row in rows if row.concerns)),
    }
    return render(request, "designer/services/shelf.html", context)


def rows_of(services: list[Service]) -> list[ServiceRow]:
    """The rows, in the order given. Four queries, whatever their number."""
    figures, faults, opened = figures_of(services), faults_of(services), times_opened(services)
    return [
        _row(each, figures.get(each.pk, NONE), faults[each.pk], opened.get(each.pk, 0)) for each in services
    ]


def _row(service: Service, figures: Figures, faults: int, opened: int) -> ServiceRow:
    return ServiceRow(
        url=reverse("designer:service", args=[service.slug]),
        icon=service.icon,
        title=pick(service.title),
        department=pick(service.department.name),
        state=str(ServiceState(service.state).label),
        live=service.state == ServiceState.LIVE,
        figures=figures,
        opened=opened if service.is_resource else None,
        half=span(figures.half),
        on_time=f"{figures.on_time} %" if figures.on_time is not None else "–",
        concerns=concerns(service, figures, faults),
    )


def span(taken: timedelta | None) -> str:
    """«3 h», «5 days»; a dash when nothing is known."""
    if taken is None:
        return "–"
    if taken < timedelta(hours=1):
        minutes = max(1, round(taken / timedelta(minutes=1)))
        return ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}
    if taken < HOURS_IN_WORDS:
        hours = round(taken / timedelta(hours=1))
        return ngettext("%(n)s h", "%(n)s h", hours) % {"n": hours}
    days = round(taken / timedelta(days=1))
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _filters(departments: dict[str, str], wanted: str, only: bool, worrying: int) -> list[dict[str, object]]:
    base = reverse("designer:home")
    chips: list[dict[str, object]] = [
        {"label": pgettext("services", "All"), "url": base, "current": not wanted and not only},
        {
            "label": gettext("Need attention"),
            "url": f"{base}?show=attention",
            "current": only,
            "count": worrying,
        },
    ]
    if len(departments) > 1:
        chips += [
            {"label": name, "url": f"{base}?department={slug}", "current": slug == wanted}
            for slug, name in sorted(departments.items(), key=lambda each: each[1])
        ]
    return chips

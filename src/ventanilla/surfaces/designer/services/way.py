"""The workflow of a service: the line that a request takes, and every block in words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.blueprint.schedules import Schedule as Planned
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.foresight import course_ahead
from ventanilla.engines.workflow.models import Schedule
from ventanilla.records.catalog.models import Service
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.one import asked_for, frame, opened
from ventanilla.surfaces.designer.services.telling import told
from ventanilla.surfaces.ui.format import moment
from ventanilla.surfaces.ui.linemap import Station
from ventanilla.surfaces.ui.tickets.course import NOBODY, whole_way


def _schedules(service: Service, planned: tuple[Planned, ...]) -> list[dict[str, object]]:
    """What is asked for by itself: when the next time is, and how the last one went."""
    rows = {row.key: row for row in Schedule.objects.filter(service=service)}
    return [
        {
            "title": pick(item.title),
            "next": moment(rows[item.id].next_at) if item.id in rows else "",
            "last": moment(rows[item.id].last_at) if item.id in rows else "",
            "count": rows[item.id].last_count if item.id in rows else 0,
            "problem": rows[item.id].problem if item.id in rows else "",
        }
        for item in planned
    ]


@require_safe
@for_designers
def way(request: HttpRequest, slug: str) -> HttpResponse:
    """The line map with every possible station, and below it what each block does."""
    found = asked_for(opened(request, slug))
    nodes = whole_way(
        course_ahead(found.version),
        NOBODY,
        Station("sent", _("Request sent"), "next"),
        Station("work", _("The team works on it"), "next"),
        lambda _middle: Station("end", _("Done"), "next"),
    )
    context = {
        **frame(found, "service_way"),
        "nodes": nodes,
        "schedules": _schedules(found.service, found.package.schedules),
        "blocks": told(found.package, get_language() or "es"),
    }
    return render(request, "designer/services/way.html", context)

"""The figures of one service."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit.errors import NotFound
from ventanilla.engines.insights.policies import may_see_figures
from ventanilla.engines.insights.queries import figures_by_month
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.figures.telling import told
from ventanilla.surfaces.designer.services.one import NO_SERVICE, asked_for, frame, opened
from ventanilla.surfaces.ui.figures import minutes_a_day, month_options, wanted_month
from ventanilla.surfaces.ui.format import moment


@require_safe
@for_designers
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """How people get on with it, in a month or in the last 90 days. Those of a confidential service are not there
    for who isn't in one of its teams."""
    found = asked_for(opened(request, slug))
    if not may_see_figures(found.reader, found.service):
        raise NotFound(NO_SERVICE)
    by_month = figures_by_month(found.service)
    row = by_month.get(wanted_month(request))
    day = minutes_a_day(working_hours(found.service.department.calendar))
    context = {
        **frame(found, "service_figures"),
        "months": month_options([month for month in by_month if month]),
        "month": row.month.isoformat()[:7] if row and row.month else "",
        "figures": told(row, by_month, day) if row else [],
        "counted": moment(row.counted_at) if row else "",
        "known": bool(by_month),
        "here": reverse("designer:service_figures", args=[slug]),
    }
    return render(request, "designer/figures/service.html", context)

"""The workflow of a service: the line that a request takes, and every block in words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.engines.workflow.foresight import course_ahead
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.one import frame, opened
from ventanilla.surfaces.designer.services.telling import told
from ventanilla.surfaces.ui.linemap import Station
from ventanilla.surfaces.ui.tickets.course import stations


@require_safe
@for_designers
def way(request: HttpRequest, slug: str) -> HttpResponse:
    """The line map with every possible station, and below it what each block does."""
    found = opened(request, slug)
    middle = stations(course_ahead(found.version)) or [Station("work", _("The team works on it"), "next")]
    context = {
        **frame(found, "service_way"),
        "nodes": [Station("sent", _("Request sent"), "next"), *middle, Station("end", _("Done"), "next")],
        "blocks": told(found.package, get_language() or "es"),
    }
    return render(request, "designer/services/way.html", context)

"""What somebody has in their hands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.core.kit.text import pick
from ventanilla.records.assets.queries import things_of
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import day


@require_safe
def things(request: Visit) -> HttpResponse:
    """My laptop, my monitor: with the serial number, and since when."""
    rows = [
        {
            "title": pick(thing.model.name),
            "icon": thing.model.icon,
            "serial": thing.serial,
            "since": day(thing.assigned_at),
        }
        for thing in things_of(request.user)
    ]
    return render(request, "portal/things.html", {"things": rows})

"""What a version would have done otherwise with the last requests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import NotFound, Refusal
from ventanilla.engines.workflow.runtime.simulation import Comparison, replay
from ventanilla.engines.workflow.runtime.simulation.story import label_of, said
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.one import frame, opened
from ventanilla.surfaces.ui.format import time_tag
from ventanilla.surfaces.ui.tickets.naming import called

LAST = 20


@require_safe
@for_designers
def replaying(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The last requests that the reader may see, each with what would have gone otherwise."""
    found = opened(request, slug)
    version = found.service.versions.filter(number=number).first()
    if version is None:
        raise NotFound(_("There is no such version of this service."))
    seen, refused = [], ""
    try:
        seen = replay(package_of(version), LAST, among=Ticket.objects.visible_to(person_of(request)))
    except Refusal as refusal:
        refused = str(refusal)
    other = [each for each in seen if each.differences]
    context = {
        **frame(found, "service_versions"),
        "looked_at": version,
        "refused": refused,
        "count": len(seen),
        "same": len(seen) - len(other),
        "rows": [_row(each) for each in other],
    }
    return render(request, "designer/services/replay.html", context)


def _row(compared: Comparison) -> dict[str, object]:
    ticket = compared.ticket
    return {
        "number": ticket.number,
        "title": called(ticket),
        "url": reverse("portal:request", args=[ticket.number]),
        "when": time_tag(ticket.created_at),
        "version": ticket.version.number,
        "differences": [
            {"label": label_of(each), "old": said(each.old), "new": said(each.new)}
            for each in compared.differences
        ],
    }

"""Moving requests under way to another version, after a look at what that would mean for each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.actions.moving import Fitting, move_runs, preview, runs_to_move
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.designer.doors import for_designers
from ventanilla.surfaces.designer.services.one import frame, opened
from ventanilla.surfaces.ui.tickets.naming import called
from ventanilla.surfaces.ui.tickets.words import listed

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@for_designers
def moving(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The requests that began with other versions, each with what would become of it; those chosen are moved."""
    found = opened(request, slug)
    version = found.service.versions.filter(number=number).first()
    if version is None:
        raise NotFound(_("There is no such version of this service."))
    person, refused, status = person_of(request), "", 200
    chosen = [int(pk) for pk in request.POST.getlist("run") if pk.isdecimal() and len(pk) < 19]
    if request.method == "POST":
        try:
            if not chosen:
                raise Invalid(_("Choose first which ones you want to move."))
            count = move_runs(actor=person, runs=chosen, version=version)
        except Invalid as refusal:
            refused, status = str(refusal), refusal.status
        else:
            said = ngettext("%(n)s request was moved.", "%(n)s requests were moved.", count) % {"n": count}
            messages.success(request, said)
            return redirect(reverse("designer:service_moving", args=[slug, number]))
    runs = runs_to_move(version)[:MOST]
    seen = set(
        Ticket.objects.visible_to(person)
        .filter(pk__in=[run.ticket_id for run in runs])
        .values_list("pk", flat=True)
    )
    rows = [_row(preview(run, version), run.pk in chosen, run.ticket_id in seen) for run in runs]
    context = {**frame(found, "service_versions"), "looked_at": version, "rows": rows, "refused": refused}
    return render(request, "designer/services/moving.html", context, status=status)


def _row(fitting: Fitting, is_chosen: bool, is_seen: bool) -> dict[str, object]:
    ticket = fitting.run.ticket
    return {
        "run": fitting.run.pk,
        "number": ticket.number,
        # What tells it apart is part of what was answered.
        "title": called(ticket) if is_seen else pick(ticket.title),
        "url": reverse("portal:request", args=[ticket.number]) if is_seen else "",
        "version": fitting.run.version.number,
        "fits": fitting.fits,
        "chosen": is_chosen,
        "here": listed(pick(dict(title)) for title in fitting.here),
        "gone": listed(pick(dict(title)) for title in fitting.gone),
        "added": listed(pick(dict(title)) for title in fitting.added),
        "dropped": listed(pick(dict(title)) for title in fitting.dropped),
        "changed": listed(pick(dict(title)) for title in fitting.changed),
        "kept": listed(pick(dict(title)) for title in fitting.kept),
        "ahead": [pick(dict(title)) for title in fitting.ahead],
    }

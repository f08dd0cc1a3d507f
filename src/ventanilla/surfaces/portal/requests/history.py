"""The whole history of a request, to print and to take along, so that it can be checked."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.core.branding.queries import brand
from ventanilla.core.timeline.actions import writing
from ventanilla.core.timeline.copies import written
from ventanilla.core.timeline.models import Entry
from ventanilla.core.timeline.queries import entries
from ventanilla.engines.insights.histories import history_of
from ventanilla.records.tickets.actions.copies import note_history_taken
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import full_moment
from ventanilla.surfaces.ui.states import status_badge
from ventanilla.surfaces.ui.tickets.naming import called

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""


@require_safe
def history(request: Visit, number: str) -> HttpResponse:
    """Everything that happened, as far as the reader may see it: a page to print, or (`as`) csv or json."""
    ticket = visible(request.user, number)
    staff = is_staff(request.user, ticket)
    form = request.GET.get("as", "")
    if form in FORMS:
        with writing():  # who takes it along is kept, and stands in the copy itself
            ticket = note_history_taken(actor=request.user, ticket=ticket, form=form)
            return FORMS[form](ticket, staff)
    here = reverse("portal:history", args=[ticket.number])
    shown = {
        "number": ticket.number,
        "title": called(ticket),
        "status": status_badge(ticket.status, ticket.outcome, None),
        "back": reverse("desk:ticket" if staff else "portal:request", args=[ticket.number]),
        "rows": [_row(entry) for entry in entries(ticket.stream, staff=staff)],
        "hidden": 0 if staff else ticket.stream.entries.exclude(seen_by="everyone").count(),
        "csv_url": f"{here}?as=csv",
        "json_url": f"{here}?as=json",
    }
    return render(request, "portal/requests/history.html", shown)


def _row(entry: Entry) -> dict[str, Any]:
    who = entry.actor.name if entry.actor else brand().name
    return {
        "position": entry.position,
        "at": full_moment(entry.at),
        "said": entry.what.say(who),
        "detail": entry.what.detail(),
        "chain": entry.chain,
    }


def _csv(ticket: Ticket, staff: bool) -> HttpResponse:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["position", "at", "who", "what", "detail", "type", "chain"])
    for entry in entries(ticket.stream, staff=staff):
        who = entry.actor.name if entry.actor else brand().name
        words = (who, entry.what.say(who), entry.what.detail())
        at = entry.at.isoformat()
        writer.writerow([entry.position, at, *map(_plain, words), entry.type, entry.chain])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    return _named(response, f"{ticket.number}.csv")


def _json(ticket: Ticket, staff: bool) -> HttpResponse:
    lines = written(history_of(ticket, staff=staff))
    return _named(HttpResponse("".join(lines), content_type="application/x-ndjson"), f"{ticket.number}.jsonl")


FORMS: dict[str, Callable[[Ticket, bool], HttpResponse]] = {"csv": _csv, "json": _json}


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text

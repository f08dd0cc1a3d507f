"""Who has access to what: for the owners and teams of services."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.grants.actions import end, keep
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.models import Grant
from ventanilla.records.grants.policies import may_judge
from ventanilla.records.grants.queries import SHOWS, page_of, watched_by
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.ui.format import short_day

LONGEST_WORDS = 100


@require_safe
@for_agents
def accesses(request: HttpRequest) -> HttpResponse:
    """A list of accesses: now, soon to end, to be looked at, over; by person or by what it is."""
    person = person_of(request)
    show = request.GET.get("show", "now")
    show = show if show in SHOWS else "now"
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
    found = page_of(watched_by(person, show, words=words), after=request.GET.get("after"))
    here = reverse("desk:accesses")
    labels = {"now": _("Now"), "soon": _("Ending soon"), "review": _("To review"), "over": _("Over")}
    filters = [
        {
            "label": labels[one],
            "url": f"{here}?{urlencode({'show': one, 'q': words})}",
            "current": one == show,
        }
        for one in SHOWS
    ]
    more = {"show": show, "q": words, "after": found.next}
    seen = set(
        Ticket.objects.visible_to(person)
        .filter(pk__in=[row.ticket_id for row in found.items])
        .values_list("pk", flat=True)
    )
    kept = urlencode({"show": show, "q": words})
    shown = {
        "rows": [_row(row, person, kept, row.ticket_id in seen) for row in found.items],
        "filters": filters,
        "show": show,
        "words": words,
        "more": f"{here}?{urlencode(more)}" if found.next else "",
    }
    return render(request, "desk/accesses.html", shown)


def _row(row: Grant, person: Person, kept: str, is_seen: bool) -> dict[str, Any]:
    """`kept`: what was searched for, so that one comes back to it."""
    judges = row.ended_at is None and may_judge(person, row)
    return {
        "person": row.holder.name,
        "label": pick(row.label) or row.access,
        "access": row.access,
        "since": short_day(row.since),
        "until": short_day(row.until) if row.until else "",
        "ended": short_day(row.ended_at) if row.ended_at else "",
        "why": row.get_end_reason_display(),
        "review": short_day(row.review_at) if row.review_at else "",
        "number": row.ticket.number,
        "url": reverse("desk:ticket", args=[row.ticket.number]) if is_seen else "",
        "end_url": f"{reverse('desk:access_end', args=[row.pk])}?{kept}" if judges else "",
        "keep_url": f"{reverse('desk:access_keep', args=[row.pk])}?{kept}"
        if judges and row.review_days
        else "",
    }


@require_POST
@for_agents
def access_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away."""
    person = person_of(request)
    row = _seen(person, pk)
    end(actor=person, grant=row, reason=EndReason.REVOKED)
    messages.success(request, _("%(person)s doesn't have it any more.") % {"person": row.holder.name})
    return _back(request)


@require_POST
@for_agents
def access_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """It is still needed."""
    person = person_of(request)
    row = _seen(person, pk)
    keep(actor=person, grant=row)
    messages.success(request, _("%(person)s keeps it.") % {"person": row.holder.name})
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was searched."""
    kept = {name: request.GET[name][:LONGEST_WORDS] for name in ("show", "q") if request.GET.get(name)}
    return redirect(f"{reverse('desk:accesses')}?{urlencode(kept)}")


def _seen(person: Person, pk: int) -> Grant:
    row = Grant.objects.visible_to(person).filter(pk=pk).select_related("holder", "service").first()
    if row is None:
        raise NotFound(_("There is no such access, or it isn't for you to end."))
    return row

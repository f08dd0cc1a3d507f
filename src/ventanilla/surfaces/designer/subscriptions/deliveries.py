"""What went to another system or is on its way there, and what was answered."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict
from ventanilla.engines.telling import actions
from ventanilla.engines.telling.choices import TEST, DeliveryState, EventName, Mode
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.engines.telling.queries import deliveries_of
from ventanilla.engines.telling.wording import plainly
from ventanilla.surfaces.designer.doors import for_administrators
from ventanilla.surfaces.designer.subscriptions.views import found_or_404
from ventanilla.surfaces.ui.format import time_tag

Shown = dict[str, Any]
TONES = {
    DeliveryState.WAITING: "info",
    DeliveryState.DELIVERED: "positive",
    DeliveryState.REFUSED: "negative",
    DeliveryState.GIVEN_UP: "negative",
}


@require_safe
@for_administrators
def deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """All of one subscription, the newest first; `state` narrows them."""
    found = found_or_404(pk)
    state = request.GET.get("state", "")
    state = state if state in DeliveryState.values else ""
    page = deliveries_of(found, state=state, after=request.GET.get("after"))
    here = reverse("designer:subscription_deliveries", args=[pk])
    shown = {
        "found": found,
        "rows": [_row(row, found) for row in page.items],
        "filters": _filters(here, state),
        "state": state,
        "more": f"{here}?{urlencode({'state': state, 'after': page.next})}" if page.next else "",
    }
    return render(request, "designer/subscriptions/deliveries.html", shown)


def _filters(here: str, state: str) -> list[Shown]:
    everything: Shown = {"label": pgettext("deliveries", "All"), "url": here, "current": not state}
    return [everything] + [
        {"label": one.label, "url": f"{here}?state={one.value}", "current": state == one.value}
        for one in DeliveryState
    ]


def _row(row: Delivery, of: Subscription) -> Shown:
    waits = row.state == DeliveryState.WAITING
    again = "" if waits or row.event == TEST or of.mode == Mode.OFF else "designer:subscription_again"
    return {
        "title": _("A test") if row.event == TEST else EventName(row.event).label,
        "event": row.event,
        "number": row.ticket.number if row.ticket else "",
        "state": row.get_state_display(),
        "tone": TONES[DeliveryState(row.state)],
        "status": row.status or "",
        "problem": "" if row.problem == f"it answered {row.status}" else plainly(row.problem),
        "excerpt": row.excerpt,
        "tries": row.tries,
        "next": time_tag(row.next_at) if waits and row.tries and row.next_at else "",
        "when": time_tag(row.tried_at or row.created_at),
        "again": reverse(again, args=[of.pk, row.pk]) if again else "",
    }


@require_POST
@for_administrators
def again(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Send one once more."""
    try:
        actions.send_again(actor=person_of(request), subscription=found_or_404(pk), delivery=delivery)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is on its way again."))
    return redirect("designer:subscription_deliveries", pk=pk)

"""What one has access to, since when, until when, and how to keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.grants.actions import end
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.models import Grant
from ventanilla.records.grants.queries import SOON, accesses_of, past_accesses_of
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.format import day


@require_safe
def accesses(request: Visit) -> HttpResponse:
    """My accesses: what ends first on top, and below what is over."""
    shown = {
        "rows": [_row(row) for row in accesses_of(request.user)],
        "past": [_past(row) for row in past_accesses_of(request.user)],
    }
    return render(request, "portal/accesses.html", shown)


def _row(row: Grant) -> dict[str, Any]:
    live = row.service.state == ServiceState.LIVE
    return {
        "pk": row.pk,
        "label": pick(row.label) or row.access,
        "since": day(row.since),
        "until": day(row.until) if row.until else "",
        "soon": row.until is not None and row.until <= clock.now() + SOON,
        "number": row.ticket.number,
        "url": reverse("portal:request", args=[row.ticket.number]),
        "again": reverse("portal:ask", args=[row.service.slug]) if live and row.until else "",
        "end_url": reverse("portal:access_end", args=[row.pk]),
    }


def _past(row: Grant) -> dict[str, Any]:
    return {
        "label": pick(row.label) or row.access,
        "ended": day(row.ended_at),
        "why": row.get_end_reason_display(),
    }


@require_POST
def access_end(request: Visit, pk: int) -> HttpResponse:
    """Give back what isn't needed any more."""
    row = Grant.objects.filter(pk=pk, holder=request.user).first()
    if row is None:
        raise NotFound(_("There is no such access, or it isn't for you to end."))
    end(actor=request.user, grant=row, reason=EndReason.GIVEN_UP)
    messages.success(request, _("You have given back the access. Thank you."))
    return redirect("portal:accesses")

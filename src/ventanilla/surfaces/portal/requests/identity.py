"""The one-time code, and what is shown once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.engines.integrations.actions import show_once
from ventanilla.engines.integrations.models import OneTimeSecret
from ventanilla.engines.workflow.actions.identity import enter_code
from ventanilla.engines.workflow.queries.outside import open_check
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.tickets.naming import called


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Visit, number: str) -> HttpResponse:
    """Where the code from the mail is entered."""
    ticket = visible(request.user, number)
    check = open_check(ticket, request.user)
    if check is None:
        raise NotFound(_("There is nothing to enter here, or it isn't for you."))
    error = ""
    if request.method == "POST":
        try:
            enter_code(actor=request.user, check=check, code=request.POST.get("code", ""))
        except Invalid as refusal:
            error = str(refusal)
        except Conflict as refusal:
            messages.error(request, str(refusal))
            return redirect("portal:request", number=number)
        else:
            messages.success(request, _("Thank you, that was the code."))
            return redirect("portal:request", number=number)
    shown = {
        "ticket": ticket,
        "called": called(ticket),
        "where": check.shown_address,
        "person": check.person.name if check.person_id != request.user.pk else "",
        "error": error,
        "summary": [("id_code", error)] if error else [],
    }
    return render(request, "portal/requests/code.html", shown, status=422 if error else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def once(request: Visit, number: str, pk: int) -> HttpResponse:
    """What pressing will do; and after the press the one-time password, once."""
    ticket = visible(request.user, number)
    found = OneTimeSecret.objects.filter(pk=pk, stream=ticket.stream_id, reader=request.user).first()
    if found is None:
        raise NotFound(_("There is nothing here for you."))
    shown = {"ticket": ticket, "called": called(ticket), "back": reverse("portal:request", args=[number])}
    shown["label"] = pick(found.label)
    if request.method == "POST":
        try:
            shown["secret"] = show_once(actor=request.user, secret=pk)
        except Conflict as refusal:
            messages.error(request, str(refusal))
            return redirect("portal:request", number=number)
    return render(request, "portal/requests/once.html", shown)

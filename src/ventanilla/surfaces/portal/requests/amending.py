"""Correcting one's own answers while the service allows it."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.kit.errors import Conflict
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.context import Context
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_amend_alone
from ventanilla.records.tickets.queries import latest_answers, visible
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.forms import answered, peek, state


@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: Visit, number: str) -> HttpResponse:
    """The form once more with the answers that count now."""
    ticket = visible(request.user, number)
    if not may_amend_alone(request.user, ticket, package_of(ticket.version).amend_until):
        messages.info(request, _("The answers can't be changed any more. Write a message to the team."))
        return redirect("portal:request", number)
    form, given = package_of(ticket.version).form, latest_answers(ticket)
    filled = answered(
        form,
        request,
        context_of(request.user, ticket),
        start=dict(given.answers),
        submit=_("Keep the new answers"),
        state_url=reverse("portal:amendment_state", args=[number]),
    )
    elsewhere = filled.complete and request.POST.get("version", "") != str(given.number)
    if filled.complete and not elsewhere:
        try:
            actions.amend(actor=request.user, ticket=ticket, answers=filled.raw)
        except Conflict as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(
                request, _("The new answers count from now on. The old ones are kept with them.")
            )
        return redirect("portal:request", number)
    shown = {
        "form": filled.form,
        "number": number,
        "ticket_title": pick(ticket.title),
        "ticket_url": reverse("portal:request", args=[number]),
        "version": given.number,
        "elsewhere": elsewhere,
    }
    status = 409 if elsewhere else 422 if filled.form.errors else 200
    return render(request, "portal/requests/amendment.html", shown, status=status)


@require_POST
def amendment_state(request: Visit, number: str) -> JsonResponse:
    """Which questions are asked now, where only the server can tell."""
    ticket = visible(request.user, number)
    form = package_of(ticket.version).form
    return JsonResponse(state(form, peek(form, request), context_of(request.user, ticket)))


def context_of(person: Person, ticket: Ticket) -> Context:
    """What the form of a ticket that is under way is read against; its own files may stay."""
    facts = asking_facts(ticket.requester, ticket.requested_for, ticket.department)
    known = frozenset(str(tie.file.key) for tie in ticket.attachments.select_related("file"))
    return replace(context_for(person, ticket.requested_for, facts, ticket.department), known_files=known)

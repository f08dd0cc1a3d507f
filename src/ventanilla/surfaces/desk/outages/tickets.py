"""Joining reports to an outage: from a ticket's page by one press, and several at once from the queue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_POST

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.models import Person
from ventanilla.records.status.choices import Health
from ventanilla.records.status.models import Component, Outage
from ventanilla.records.status.policies import may_report_all
from ventanilla.records.status.queries import outage_at_desk
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.choices import Kind, Level
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.outages import alike, components_of, outages_for, report_of
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.desk.doors import for_agents

MOST = 100
MOST_OFFERED = 4
Shown = dict[str, Any]


def chosen_tickets(person: Person, numbers: Iterable[str]) -> list[Ticket]:
    """The tickets with these numbers that this person works on; others are left out as if they weren't there."""
    wanted = list(dict.fromkeys(number[:20] for number in numbers if number and "\x00" not in number))[:MOST]
    rows = Ticket.objects.visible_to(person).filter(number__in=wanted) if wanted else Ticket.objects.none()
    return [ticket for ticket in rows.order_by("pk") if is_staff(person, ticket)]


def tie_of(ticket: Ticket, person: Person, *, works: bool) -> Shown:
    """What the page of a ticket says about outages: the one it is joined to, or those that it may be a report of."""
    report = report_of(ticket)
    if report is not None:
        return {
            "joined": {
                "title": pick(report.outage.title),
                "url": reverse("desk:outage", args=[report.outage_id]),
                "over": report.outage.ended,
            }
        }
    if not works or ticket.kind != Kind.INCIDENT:
        return {}
    offered = outages_for(person, ticket)[:MOST_OFFERED]
    others = alike(person, ticket)
    return {
        "offered": [{"pk": outage.pk, "title": pick(outage.title)} for outage in offered],
        "alike": [
            {
                "number": other.number,
                "url": reverse("desk:ticket", args=[other.number]),
                "words": f"{other.requested_for.name} · {pick(other.subject) or pick(other.title)}",
            }
            for other in others
        ],
    }


@require_POST
@for_agents
def ticket_outage(request: HttpRequest, number: str) -> HttpResponse:
    """Join the ticket to an outage (`outage`), make one of it and of those like it, or take it out (`leave`)."""
    person = person_of(request)
    ticket = visible(person, number)
    if not is_staff(person, ticket):
        raise NotFound(_("There is no such request here, or it isn't yours to work on."))
    try:
        if request.POST.get("leave"):
            actions.leave(actor=person, ticket=ticket)
            messages.success(request, _("It is in the queue again, by itself."))
        elif request.POST.get("outage"):
            found = _outage(person, request.POST["outage"])
            actions.join(actor=person, ticket=ticket, outage=found)
            messages.success(request, _("Joined. Who reported it knows now that you are on it."))
        else:
            return _make(request, person, ticket)
    except (Conflict, NotAllowed, Invalid) as refusal:
        messages.error(request, str(refusal))
    back = request.POST.get("back", "")
    if back.isdecimal() and len(back) < 10:
        return redirect("desk:outage", pk=int(back))
    return redirect("desk:ticket", number=number)


def _outage(person: Person, pk: str) -> Outage:
    if not (pk.isdecimal() and len(pk) < 18):
        raise NotFound(_("There is no such outage, or your department doesn't keep it."))
    return outage_at_desk(person, int(pk))


def _make(request: HttpRequest, person: Person, ticket: Ticket) -> HttpResponse:
    """One press, when it is clear what is out; else the form asks."""
    tickets = [ticket, *chosen_tickets(person, request.POST.getlist("alike"))]
    components = components_of(ticket)
    if len(components) != 1 or not may_report_all(person, components):
        numbers = urlencode({"tickets": [row.number for row in tickets]}, doseq=True)
        return redirect(f"{reverse('desk:outage_new')}?{numbers}")
    health = Health.DOWN if ticket.urgency == Level.HIGH else Health.DEGRADED
    made = actions.make_outage(
        actor=person,
        tickets=tickets,
        title=_title(components[0], health),
        components={components[0]: health},
    )
    messages.success(request, _("It is on the status page now. Say in a sentence what people should know."))
    return redirect("desk:outage", pk=made.pk)


def _title(component: Component, health: Health) -> dict[str, str]:
    """A name to begin with, in every language: «E-mail: doesn't work»."""
    titles = {}
    for code in languages():
        with override(code):
            words = (
                _("%(name)s: doesn't work") if health == Health.DOWN else _("%(name)s: slow or with faults")
            )
            titles[code] = words % {"name": pick(component.name, [code])}
    return titles


@require_POST
@for_agents
def queue_outage(request: HttpRequest) -> HttpResponse:
    """Join all that is ticked in the queue to an outage, or make one of it."""
    person = person_of(request)
    tickets = chosen_tickets(person, request.POST.getlist("tickets"))
    if not tickets:
        messages.error(request, _("Tick the requests first."))
        return redirect("desk:queue")
    if request.POST.get("outage", "new") == "new":
        numbers = urlencode({"tickets": [row.number for row in tickets]}, doseq=True)
        return redirect(f"{reverse('desk:outage_new')}?{numbers}")
    found = _outage(person, request.POST["outage"])
    joined, refused = actions.join_all(actor=person, tickets=tickets, outage=found)
    if joined:
        said = ngettext("%(n)s request is joined.", "%(n)s requests are joined.", len(joined))
        messages.success(request, said % {"n": len(joined)})
    for ticket, why in refused:
        messages.error(request, f"{ticket.number}: {why}")
    return redirect("desk:outage", pk=found.pk)

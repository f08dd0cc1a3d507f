"""A ticket at the desk: one page, and the verbs on it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from ventanilla.core.people.models import Person, Team
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.choices import Level, Outcome, Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.desk.page import page_of
from ventanilla.surfaces.ui.tickets.uploads import received


def _ticket(request: HttpRequest, number: str) -> Ticket:
    """The ticket, for somebody who works on it. One's own requests are followed in the portal."""
    person = person_of(request)
    ticket = visible(person, number)
    if not is_staff(person, ticket):
        raise NotFound(_("There is no such request here, or it isn't yours to work on."))
    return ticket


@require_safe
@for_agents
def show(request: HttpRequest, number: str) -> HttpResponse:
    """All about the ticket; opening it is noted the first time."""
    person = person_of(request)
    ticket = _ticket(request, number)
    actions.see(actor=person, ticket=ticket)
    return render(request, "desk/ticket.html", page_of(visible(person, number), person))


@require_POST
@for_agents
def comment(request: HttpRequest, number: str) -> HttpResponse:
    """An answer to the requester, or a note for the team; what was typed is kept when it can't be sent."""
    person = person_of(request)
    ticket = _ticket(request, number)
    uploads = received(request, person)
    public = request.POST.get("kind") != "note"
    try:
        if uploads.errors:
            raise Invalid(uploads.errors[0], {"files": uploads.errors})
        text = request.POST.get("text", "")
        actions.comment(actor=person, ticket=ticket, text=text, public=public, files=uploads.files)
    except (Invalid, Conflict, NotAllowed) as refusal:
        typed = {"text": request.POST.get("text", ""), "public": public, "error": str(refusal), "kept": uploads.files}
        context = page_of(ticket, person) | {"typed": typed}
        return render(request, "desk/ticket.html", context, status=refusal.status)
    messages.success(request, _("Your answer is sent.") if public else _("Your note is kept for the team."))
    return redirect("desk:ticket", number=number)


def _do(request: HttpRequest, number: str, act: Callable[[Person, Ticket], object], done: str) -> HttpResponse:
    """Carry out one verb; a refusal is said on the page of the ticket."""
    try:
        act(person_of(request), _ticket(request, number))
    except (Invalid, Conflict, NotAllowed) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("desk:home") if _gone(request, number) else redirect("desk:ticket", number=number)


def _gone(request: HttpRequest, number: str) -> bool:
    """Whether the ticket has left this person's sight by what they did."""
    person = Person.objects.get(pk=person_of(request).pk)
    try:
        return not is_staff(person, visible(person, number))
    except Refusal:
        return True


@require_POST
@for_agents
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """To oneself, to a member of the team, or to another team."""

    def act(person: Person, ticket: Ticket) -> None:
        to, team = request.POST.get("to", ""), request.POST.get("team", "")
        target = Team.objects.filter(slug=team).first() if team else ticket.team
        assignee = person if to == "me" else _member(to)
        actions.assign(actor=person, ticket=ticket, assignee=assignee, team=target)

    return _do(request, number, act, _("It is handed over."))


def _member(pk: str) -> Person | None:
    return Person.objects.filter(pk=int(pk), is_active=True).first() if pk.isdecimal() and len(pk) < 18 else None


@require_POST
@for_agents
def set_status(request: HttpRequest, number: str) -> HttpResponse:
    """Waiting for the requester, or under way again."""

    def act(person: Person, ticket: Ticket) -> None:
        wanted = request.POST.get("status", "")
        if wanted not in (Status.OPEN, Status.WAITING):
            raise Invalid(_("Choose a status."))
        actions.set_status(actor=person, ticket=ticket, status=Status(wanted))

    return _do(request, number, act, _("The status is set."))


@require_POST
@for_agents
def resolve(request: HttpRequest, number: str) -> HttpResponse:
    """Say that it is done, or close it without having done it; open steps end with it."""

    def act(person: Person, ticket: Ticket) -> None:
        outcome, text = request.POST.get("outcome", ""), request.POST.get("text", "")
        if outcome in (Outcome.FULFILLED, Outcome.SOLVED):
            actions.resolve(actor=person, ticket=ticket, outcome=Outcome(outcome), text=text)
        elif outcome in (Outcome.DECLINED, Outcome.DUPLICATE):
            actions.cancel(actor=person, ticket=ticket, outcome=Outcome(outcome), text=text)
        else:
            raise Invalid(_("Choose how it ends."))

    return _do(request, number, act, _("The request is closed."))


@require_POST
@for_agents
def set_priority(request: HttpRequest, number: str) -> HttpResponse:
    """Impact and urgency; the priority follows."""

    def act(person: Person, ticket: Ticket) -> None:
        impact, urgency = request.POST.get("impact", ""), request.POST.get("urgency", "")
        if impact not in Level.values or urgency not in Level.values:
            raise Invalid(_("Choose impact and urgency."))
        actions.set_priority(actor=person, ticket=ticket, impact=Level(impact), urgency=Level(urgency))

    return _do(request, number, act, _("The priority is set."))

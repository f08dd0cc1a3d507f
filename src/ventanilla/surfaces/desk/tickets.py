"""A ticket at the desk: one page, and the verbs on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from ventanilla.core.people.models import Person, Team
from ventanilla.engines.workflow import actions as workflow
from ventanilla.engines.workflow.queries import open_step_count
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.choices import DONE, Level, Outcome, Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import forget, is_staff
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
    if ticket.seen_at is None:
        actions.see(actor=person, ticket=ticket)
        ticket = visible(person, number)
    return render(request, "desk/ticket.html", page_of(ticket, person))


def _again(
    request: HttpRequest, number: str, refusal: Refusal, name: str, typed: Mapping[str, Any]
) -> HttpResponse:
    """The page as it is now, with the form `name` as it was filled in and why it was refused."""
    person = person_of(request)
    shown = page_of(_ticket(request, number), person, {name: {**typed, "error": str(refusal)}})
    lost = name != "comment" and not shown["works"]
    said_there = name == "resolution" and isinstance(refusal, Invalid) and not lost
    context = shown | {
        "refused": "" if said_there else str(refusal),
        "moved": isinstance(refusal, Conflict),
        "unsent": typed.get("text", "") if lost else "",
    }
    return render(request, "desk/ticket.html", context, status=refusal.status)


@require_POST
@for_agents
def comment(request: HttpRequest, number: str) -> HttpResponse:
    """An answer to the requester, or a note for the team; what was typed is kept when it can't be sent."""
    person = person_of(request)
    ticket = _ticket(request, number)
    uploads = received(request, person)
    text, public = request.POST.get("text", ""), request.POST.get("kind") != "note"
    try:
        if uploads.errors:
            raise Invalid(uploads.errors[0], {"files": uploads.errors})
        actions.comment(actor=person, ticket=ticket, text=text, public=public, files=uploads.files)
    except (Invalid, Conflict, NotAllowed) as refusal:
        at_files = isinstance(refusal, Invalid) and "files" in refusal.fields
        typed = {"text": text, "note": not public, "kept": uploads.files, "at_files": at_files}
        return _again(request, number, refusal, "comment", typed)
    messages.success(request, _("Your answer is sent.") if public else _("Your note is kept for the team."))
    return redirect("desk:ticket", number=number)


def _do(request: HttpRequest, number: str, name: str, act: Callable[[Person, Ticket], str]) -> HttpResponse:
    """Carry out one verb, `act`, that tells what it did; a refusal is said on the page of the ticket."""
    person = person_of(request)
    try:
        done = act(person, _ticket(request, number))
    except (Invalid, Conflict, NotAllowed) as refusal:
        typed = {
            **request.POST.dict(),
            "marked": request.POST.getlist("marked"),
            "errors": _by_field(refusal),
        }
        return _again(request, number, refusal, name, typed)
    messages.success(request, done)
    return redirect("desk:home") if _gone(person, number) else redirect("desk:ticket", number=number)


def _by_field(refusal: Refusal) -> dict[str, str]:
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    return {name: str(words[0]) for name, words in fields.items() if words}


def _gone(person: Person, number: str) -> bool:
    """Whether the ticket has left this person's sight by what they did."""
    forget(person)
    try:
        return not is_staff(person, visible(person, number))
    except NotFound:
        return True


@require_POST
@for_agents
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """To oneself, to a member of the team (or to nobody of it), or to another team."""

    def act(person: Person, ticket: Ticket) -> str:
        if "team" in request.POST:
            return _to_team(person, ticket, request.POST["team"])
        to = request.POST.get("to", "")
        assignee = person if to == "me" else _member(to)
        actions.assign(actor=person, ticket=ticket, assignee=assignee)
        return _("It's yours now.") if to == "me" else _("It is handed over.")

    return _do(request, number, "assignment", act)


def _to_team(person: Person, ticket: Ticket, slug: str) -> str:
    team = Team.objects.filter(slug=slug).first()
    if team is None:
        raise Invalid(_("Choose a team."))
    actions.assign(actor=person, ticket=ticket, assignee=None, team=team)
    return _("It is handed over.")


def _member(pk: str) -> Person | None:
    """The person chosen; None for nobody. Raises Invalid for one who isn't there any more."""
    if not pk:
        return None
    found = (
        Person.objects.filter(pk=int(pk), is_active=True).first() if pk.isdecimal() and len(pk) < 18 else None
    )
    if found is None:
        raise Invalid(_("Choose somebody of the team."))
    return found


@require_POST
@for_agents
def set_status(request: HttpRequest, number: str) -> HttpResponse:
    """Waiting for the requester or a supplier, or under way again."""
    if request.POST.get("status") == "supplier":
        return _do(request, number, "supplier", _wait_for_supplier(request))

    def act(person: Person, ticket: Ticket) -> str:
        wanted = request.POST.get("status", "")
        if wanted not in (Status.OPEN, Status.WAITING):
            raise Invalid(_("Choose a status."))
        actions.set_status(actor=person, ticket=ticket, status=Status(wanted))
        return _("It waits for an answer now.") if wanted == Status.WAITING else _("It is under way again.")

    return _do(request, number, "status", act)


def _wait_for_supplier(request: HttpRequest) -> Callable[[Person, Ticket], str]:
    supplier, given = request.POST.get("supplier", ""), request.POST.get("until", "").strip()

    def act(person: Person, ticket: Ticket) -> str:
        until = _day(given) if given else None
        actions.wait_for_supplier(actor=person, ticket=ticket, supplier=supplier, until=until)
        return _("It waits for a supplier now.")

    return act


def _day(given: str) -> date:
    """Raises Invalid for what is no day."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        said = _("This isn't a date. Choose one.")
        raise Invalid(said, {"until": [said]}) from None


@require_POST
@for_agents
def resolve(request: HttpRequest, number: str) -> HttpResponse:
    """Say that it is done, or close it without having done it; open steps end with it, once that is agreed to."""

    def act(person: Person, ticket: Ticket) -> str:
        outcome, text = request.POST.get("outcome", ""), request.POST.get("text", "")
        if outcome not in Outcome.values:
            raise Invalid(_("Choose how it ends."))
        if not ticket.ended and not request.POST.get("end_steps") and open_step_count(ticket):
            raise Invalid(
                _("Some steps are still open. Say that they end with the request, or finish them first.")
            )
        if outcome in DONE:
            actions.resolve(actor=person, ticket=ticket, outcome=Outcome(outcome), text=text)
        else:
            of = _original(person, request.POST.get("of", "")) if outcome == Outcome.DUPLICATE else None
            actions.cancel(actor=person, ticket=ticket, outcome=Outcome(outcome), text=text, of=of)
        return _("The request is closed.")

    return _do(request, number, "resolution", act)


def _original(person: Person, number: str) -> Ticket | None:
    """The request that is repeated, by its number; None when nothing was written. Raises Invalid."""
    given = number.strip().upper()[:20]
    if not given:
        return None
    try:
        return visible(person, given.replace("\x00", ""))
    except NotFound as refusal:
        raise Invalid(str(refusal), {"of": [str(refusal)]}) from refusal


@require_POST
@for_agents
def correction(request: HttpRequest, number: str) -> HttpResponse:
    """Ask who sent it to correct it, or say that it isn't needed any more (`back`)."""

    def act(person: Person, ticket: Ticket) -> str:
        if "back" in request.POST:
            workflow.take_back_correction(actor=person, ticket=ticket)
            return _("The correction isn't asked for any more.")
        marked = [name[:60] for name in request.POST.getlist("marked")[:200]]
        text = request.POST.get("text", "")
        workflow.ask_correction(actor=person, ticket=ticket, text=text, marked=marked)
        return _("%(name)s is asked to correct it.") % {"name": ticket.requester.name}

    return _do(request, number, "correction", act)


@require_POST
@for_agents
def set_priority(request: HttpRequest, number: str) -> HttpResponse:
    """Impact and urgency; the priority follows."""

    def act(person: Person, ticket: Ticket) -> str:
        impact, urgency = request.POST.get("impact", ""), request.POST.get("urgency", "")
        if impact not in Level.values or urgency not in Level.values:
            raise Invalid(_("Choose impact and urgency."))
        actions.set_priority(actor=person, ticket=ticket, impact=Level(impact), urgency=Level(urgency))
        return _("The priority is set.")

    return _do(request, number, "priority", act)

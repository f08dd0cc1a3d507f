"""The pages about outages at the desk, and their verbs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, Refusal
from ventanilla.core.people.models import Person
from ventanilla.records.status import actions
from ventanilla.records.status.choices import OutageKind
from ventanilla.records.status.models import Outage
from ventanilla.records.status.queries import components_kept_by, desk_outages, outage_at_desk
from ventanilla.records.tickets.actions import make_outage
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.desk.outages import reading
from ventanilla.surfaces.desk.outages.page import component_fields, healths, language_fields, page_of, rows_of
from ventanilla.surfaces.desk.outages.tickets import chosen_tickets

Shown = dict[str, Any]


@require_safe
@for_agents
def outages(request: HttpRequest) -> HttpResponse:
    """Those that go on, what is planned, and what was."""
    person = person_of(request)
    found = desk_outages(person, after=request.GET.get("after"))
    rows = rows_of(found.items)
    shown = {
        "current": [row for row in rows if row["open"]],
        "past": [row for row in rows if not row["open"]],
        "more": f"{reverse('desk:outages')}?after={found.next}" if found.next else "",
        "may_open": bool(components_kept_by(person)),
    }
    return render(request, "desk/outages/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def new(request: HttpRequest) -> HttpResponse:
    """Say that something is out, or announce work (`?kind=planned`); reports come along as `tickets`."""
    person = person_of(request)
    kind = OutageKind.PLANNED if _given(request, "kind") == OutageKind.PLANNED else OutageKind.OUTAGE
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            made = _plan(request, person) if kind == OutageKind.PLANNED else _open(request, person)
        except (Invalid, Conflict, NotAllowed) as refusal:
            refused = refusal
        else:
            messages.success(request, _("It is on the status page now."))
            return redirect("desk:outage", pk=made.pk)
    shown = _form(request, person, kind, refused)
    return render(request, "desk/outages/new.html", shown, status=refused.status if refused else 200)


def _given(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "") or request.GET.get(name, "")


def _open(request: HttpRequest, person: Person) -> Outage:
    posted = request.POST
    values: dict[str, Any] = {
        "title": reading.texts(posted, "title"),
        "components": reading.touched(posted, components_kept_by(person)),
        "text": reading.texts(posted, "text"),
        "next_update_at": reading.promise(posted),
    }
    tickets = chosen_tickets(person, posted.getlist("tickets"))
    if tickets:
        return make_outage(actor=person, tickets=tickets, **values)
    return actions.open_outage(actor=person, started_at=reading.instant(posted, "started_at"), **values)


def _plan(request: HttpRequest, person: Person) -> Outage:
    posted = request.POST
    wanted = set(posted.getlist("components"))
    return actions.plan_work(
        actor=person,
        title=reading.texts(posted, "title"),
        components=[row for row in components_kept_by(person) if row.slug in wanted],
        starts_at=reading.needed(posted, "starts_at"),
        ends_at=reading.needed(posted, "ends_at"),
        text=reading.texts(posted, "text"),
    )


def _form(request: HttpRequest, person: Person, kind: OutageKind, refused: Refusal | None) -> Shown:
    posted = request.POST
    chosen = {row.slug: posted.get(f"health_{row.slug}", "") for row in components_kept_by(person)}
    numbers = posted.getlist("tickets") or request.GET.getlist("tickets")
    errors = reading.errors_of(refused) if refused else {}
    return {
        "kind": kind.value,
        "planned": kind == OutageKind.PLANNED,
        "components": component_fields(person, chosen),
        "ticked": posted.getlist("components"),
        "healths": healths(),
        "languages": [
            {
                **language,
                "title": posted.get(f"title_{language['code']}", ""),
                "text": posted.get(f"text_{language['code']}", ""),
            }
            for language in language_fields()
        ],
        "promises": reading.promise_options(),
        "promise": posted.get("promise", ""),
        "started_at": posted.get("started_at", ""),
        "starts_at": posted.get("starts_at", ""),
        "ends_at": posted.get("ends_at", ""),
        "now": reading.written(clock.now()),
        "tickets": chosen_tickets(person, numbers),
        "errors": errors,
        "refused": str(refused) if refused and not errors else "",
    }


@require_safe
@for_agents
def outage(request: HttpRequest, pk: int) -> HttpResponse:
    """One outage: what was said, what to say next, and its reports."""
    person = person_of(request)
    return _show(request, outage_at_desk(person, pk), person)


def _show(
    request: HttpRequest, found: Outage, person: Person, name: str = "", refused: Refusal | None = None
) -> HttpResponse:
    typed = {name: {**request.POST.dict(), "errors": reading.errors_of(refused)}} if refused else {}
    shown = page_of(found, person, typed) | {
        "healths": healths(),
        "refused": str(refused) if refused and not reading.errors_of(refused) else "",
    }
    return render(request, "desk/outages/page.html", shown, status=refused.status if refused else 200)


@require_POST
@for_agents
def updates(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it stands, or (`state=over`) that it is over."""
    person = person_of(request)
    found = outage_at_desk(person, pk)
    text = reading.texts(request.POST, "text")
    try:
        if request.POST.get("state") == "over":
            actions.end(actor=person, outage=found, text=text)
            said = _("It is over. Whoever reported it or follows it is being told, once.")
        else:
            _update(request, person, found, text)
            said = _("The update is on the status page.")
    except (Invalid, Conflict, NotAllowed) as refusal:
        return _show(request, outage_at_desk(person, pk), person, "update", refusal)
    messages.success(request, said)
    return redirect("desk:outage", pk=pk)


def _update(request: HttpRequest, person: Person, found: Outage, text: dict[str, str]) -> None:
    named = any(name.startswith("health_") for name in request.POST)
    kept = {row.component: row.health for row in found.shown}  # type: ignore[attr-defined]
    mine = components_kept_by(person)
    others = {component: health for component, health in kept.items() if component not in mine}
    actions.update(
        actor=person,
        outage=found,
        state=request.POST.get("state", ""),
        text=text,
        components={**others, **reading.touched(request.POST, mine)} if named else None,
        next_update_at=reading.promise(request.POST),
    )


@require_POST
@for_agents
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """Call planned work off."""
    person = person_of(request)
    found = outage_at_desk(person, pk)
    try:
        actions.cancel(actor=person, outage=found, text=reading.texts(request.POST, "text"))
    except (Invalid, Conflict, NotAllowed) as refusal:
        return _show(request, outage_at_desk(person, pk), person, "cancellation", refusal)
    messages.success(request, _("The planned work is called off, and those who follow it are told."))
    return redirect("desk:outage", pk=pk)

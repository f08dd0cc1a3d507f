"""Deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval
from ventanilla.engines.workflow.policies import may_decide
from ventanilla.records.intake.types.person import find_people
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.portal.approvals.page import page_of
from ventanilla.surfaces.portal.reading import read_news_of
from ventanilla.surfaces.portal.visit import Visit

SAID = {
    Verdict.APPROVE: gettext_lazy("Approved. The request goes on."),
    Verdict.REJECT: gettext_lazy("Rejected. We tell the person who asked, with your reason."),
    Verdict.RETURN: gettext_lazy("Returned. We tell the person who asked what to correct."),
}
SAID_INSIDE = {
    **SAID,
    Verdict.REJECT: gettext_lazy("Rejected. The person who asked doesn't read your reason."),
    Verdict.RETURN: gettext_lazy("Returned. The person who asked doesn't read your reason."),
}


def said_of(approval: Approval, verdict: Verdict) -> str:
    """What is said to who decided."""
    return str((SAID_INSIDE if approval.kept else SAID)[verdict])


@require_safe
def approval(request: Visit, pk: int) -> HttpResponse:
    """One approval with all that is needed to decide."""
    found = queries.approval_for(request.user, pk)
    read_news_of(found.ticket, request.user)
    return _show(request, found)


@require_POST
def decision(request: Visit, pk: int) -> HttpResponse:
    """Approve, return for correction or reject."""
    found = queries.approval_for(request.user, pk)
    typed = typed_decision(request.POST)
    try:
        verdict = verdict_of(typed["verdict"])
        actions.decide(
            actor=request.user,
            approval=found,
            verdict=verdict,
            comment=typed["comment"],
            digest=request.POST.get("digest") or None,
            marked=typed["marked"],
        )
    except Invalid as refusal:
        errors = {name: texts[0] for name, texts in refusal.fields.items()}
        summary = [(f"id_{name}", words) for name, words in errors.items()]
        return _show(request, found, status=422, errors=errors, summary=summary, **typed)
    except Conflict as refusal:
        fresh = queries.approval_for(request.user, pk)
        return _show(request, fresh, status=409, conflict=str(refusal), **typed)
    messages.success(request, said_of(found, verdict))
    return redirect("portal:approvals")


@require_POST
def leave_out(request: Visit, pk: int, number: str) -> HttpResponse:
    """Leave one of several people out, before deciding about the others."""
    found = queries.approval_for(request.user, pk)
    part = Ticket.objects.filter(parent=found.ticket_id, number=number, part=Part.ONE)
    ticket = part.select_related("parent", "requested_for").first()
    if ticket is None:
        raise NotFound(_("There is no such request, or you can't see it."))
    if not may_decide(request.user, found):
        raise Conflict(_("You have decided this already."))
    tickets.leave_out(actor=request.user, ticket=ticket, decides=True)
    messages.success(
        request, _("%(name)s is left out. The others go on.") % {"name": ticket.requested_for.name}
    )
    return redirect("portal:approval", pk)


@require_POST
def question(request: Visit, pk: int) -> HttpResponse:
    """Ask something before deciding."""
    found = queries.approval_for(request.user, pk)
    typed = typed_question(request.POST)
    try:
        whom = whom_of(request.user, found, typed["whom"])
        actions.enquire(actor=request.user, approval=found, text=typed["question"], whom=whom)
    except Invalid as refusal:
        errors = {name: texts[0] for name, texts in refusal.fields.items()}
        summary = [(f"id_{name}", words) for name, words in errors.items()]
        return _show(request, found, status=422, errors=errors, summary=summary, asking=True, **typed)
    except Conflict as refusal:
        fresh = queries.approval_for(request.user, pk)
        return _show(request, fresh, status=409, conflict=str(refusal), **typed)
    messages.success(
        request, _("%(name)s is asked. We tell you when the answer is there.") % {"name": whom.name}
    )
    return redirect("portal:approval", pk)


def typed_decision(data: QueryDict) -> dict[str, Any]:
    """What the form of a decision holds, as its page shows it again."""
    named = (name.replace("\x00", "")[:60] for name in data.getlist("marked")[:100])
    marked = [name for name in named if name]
    return {"comment": data.get("comment", ""), "verdict": data.get("verdict", ""), "marked": marked}


def typed_question(data: QueryDict) -> dict[str, str]:
    """What the form of a question holds."""
    return {"question": data.get("text", ""), "whom": data.get("whom", "")}


def whom_of(person: Person, found: Approval, typed: str) -> Person:
    """Whom a person asks: who asked for it, when nobody else is named, and the step isn't kept from them. Raises
    Invalid."""
    if not typed.strip():
        if found.kept:
            said = _("Write whom you want to ask: who asked sees nothing of this step.")
            raise Invalid(said, {"whom": [said]})
        return found.ticket.requester
    people = find_people(typed, person)
    if len(people) != 1:
        said = _("We can't find this person. Write the whole name or the e-mail address.")
        raise Invalid(said, {"whom": [said]})
    return people[0]


def verdict_of(given: str) -> Verdict:
    if given not in Verdict.values:
        said = _("Choose what you decide.")
        raise Invalid(said, {"verdict": [said]})
    return Verdict(given)


def _show(request: Visit, found: Approval, *, status: int = 200, **more: object) -> HttpResponse:
    ticket = visible(request.user, found.ticket.number)
    shown = {**page_of(found, ticket, request.user), **more}
    return render(request, "portal/approvals/page.html", shown, status=status)

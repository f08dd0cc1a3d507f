"""One task at the desk: what it is about, and the form that completes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, Invalid, Refusal
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.policies import may_do
from ventanilla.engines.workflow.queries import form_of, task_facts, task_for
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake import display
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.queries import latest_answers
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.ui import forms
from ventanilla.surfaces.ui.format import moment
from ventanilla.surfaces.ui.states import status_badge
from ventanilla.surfaces.ui.tickets import answers
from ventanilla.surfaces.ui.tickets.words import by_when


@require_http_methods(["GET", "POST"])
@for_agents
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The task with its form; sent, it is done and the workflow goes on. What was typed is kept on errors."""
    person = person_of(request)
    task = task_for(person, pk)
    if task.kind in (TaskKind.ASK, TaskKind.CORRECTION):
        return redirect("desk:ticket", number=task.ticket.number)
    if task.kind == TaskKind.FAULT:
        return _fault(request, person, task)
    context = context_for(person, task.ticket.requested_for, task_facts(task))
    found = forms.answered(form_of(task), request, context, submit=_("Mark as done"))
    refused = ""
    if found.complete:
        refused = _complete(request, person, task, found.raw)
        if not refused:
            return redirect("desk:home")
    status = 200 if request.method == "GET" else 422
    return render(request, "desk/task.html", _page(task, person) | {"form": found.form, "refused": refused}, status=status)


def _complete(request: HttpRequest, person: Person, task: Task, raw: Any) -> str:
    """Do it; what was refused comes back in words."""
    try:
        actions.complete(actor=person, task=task, answers=raw, comment=request.POST.get("comment", ""))
    except (Invalid, Conflict) as refusal:
        return str(refusal)
    messages.success(request, _("Done: «%(task)s».") % {"task": pick(task.title)})
    return ""


def _fault(request: HttpRequest, person: Person, task: Task) -> HttpResponse:
    refused = ""
    if request.method == "POST":
        refused = _complete(request, person, task, {"choice": request.POST.get("choice", "")})
        if not refused:
            return redirect("desk:home")
    context = _page(task, person) | {"refused": refused, "problem": task.detail.get("problem", "")}
    return render(request, "desk/fault.html", context, status=422 if refused else 200)


@require_POST
@for_agents
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task of one's team."""
    person = person_of(request)
    try:
        actions.claim(actor=person, task=task_for(person, pk))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:task", pk=pk)


def _page(task: Task, person: Person) -> dict[str, Any]:
    ticket = task.ticket
    package = package_of(ticket.version)
    return {
        "task": task,
        "title": pick(task.title),
        "instructions": pick(task.instructions),
        "number": ticket.number,
        "ticket_url": reverse("desk:ticket", args=[ticket.number]),
        "ticket_title": pick(ticket.title),
        "status": status_badge(ticket.status, ticket.outcome),
        "for_whom": ticket.requested_for,
        "place": pick(ticket.location.name) if ticket.location else "",
        "holder": task.assignee.name if task.assignee else pick(task.team.name if task.team else None),
        "due": by_when(task.due_at),
        "open": task.state == OpenState.OPEN,
        "may_claim": task.assignee_id is None and may_do(person, task),
        "ended": moment(task.ended_at) if task.ended_at else "",
        "done_by": task.done_by.name if task.done_by else "",
        "given": display(form_of(task), task.answers, {}, get_language() or "") if task.answers else [],
        "answers": answers.items_of(package, latest_answers(ticket), ticket.number),
    }

"""One task at the desk: what it is about, and the form that completes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.access.identity import person_of
from ventanilla.core.blueprint import Question
from ventanilla.core.kit.errors import Conflict, Invalid, Refusal
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.policies import may_do, may_put_back, may_take_over
from ventanilla.engines.workflow.queries import form_of, task_facts, task_for
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import display
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import sees_all_of
from ventanilla.records.tickets.queries import latest_answers
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.desk.faults import outputs, settled, stopped_at, ways
from ventanilla.surfaces.desk.handing import handing_of
from ventanilla.surfaces.desk.rows import due_of
from ventanilla.surfaces.ui import forms
from ventanilla.surfaces.ui.format import moment
from ventanilla.surfaces.ui.tickets import answers
from ventanilla.surfaces.ui.tickets.conversation import Item, conversation
from ventanilla.surfaces.ui.tickets.given import given_in
from ventanilla.surfaces.ui.tickets.naming import called, lozenge
from ventanilla.surfaces.ui.tickets.shown import lines_shown

Shown = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The task with its form; sent, it is done and the workflow goes on. What was typed is kept on errors."""
    person = person_of(request)
    task = task_for(person, pk)
    if task.kind in (TaskKind.ASK, TaskKind.CORRECTION):
        return _elsewhere(person, task)
    if task.kind == TaskKind.FAULT:
        return _fault(request, person, task)
    found = forms.answered(
        form_of(task),
        request,
        _context(person, task),
        submit=_("Mark as done"),
        state_url=reverse("desk:task_state", args=[pk]),
    )
    refused = _complete(request, person, task, found.raw) if found.complete else None
    if found.complete and refused is None:
        return redirect("desk:home")
    now = task_for(person, pk)
    shown = (
        _page(now, person) | {"form": found.form} | _kept(request, refused) | handing_of(request, now, person)
    )
    if refused and not shown["open"]:
        shown["unsent_answers"] = _told(task, found.checked.answers)
    status = refused.status if refused else 200 if request.method != "POST" else 422
    return render(request, "desk/task.html", shown, status=status)


@require_POST
@for_agents
def task_state(request: HttpRequest, pk: int) -> JsonResponse:
    """Which questions are asked now, where only the server can tell."""
    person = person_of(request)
    task = task_for(person, pk)
    items = form_of(task)
    return JsonResponse(forms.state(items, forms.peek(items, request), _context(person, task)))


def _context(person: Person, task: Task) -> Context:
    return context_for(person, task.ticket.requested_for, task_facts(task), task.ticket.department)


def _elsewhere(person: Person, task: Task) -> HttpResponse:
    """What somebody is asked is answered in the portal; the team sees it on the page of the ticket."""
    number = task.ticket.number
    if may_do(person, task):
        return redirect("portal:task", number=number, pk=task.pk)
    return redirect("desk:ticket", number=number)


def _complete(request: HttpRequest, person: Person, task: Task, raw: Mapping[str, Any]) -> Refusal | None:
    """Do it; what was refused comes back."""
    try:
        actions.complete(actor=person, task=task, answers=raw, comment=request.POST.get("comment", ""))
    except (Invalid, Conflict) as refusal:
        return refusal
    messages.success(request, _("Done: “%(task)s”.") % {"task": pick(task.title)})
    return None


def _kept(request: HttpRequest, refused: Refusal | None) -> Shown:
    return {
        "refused": str(refused) if refused else "",
        "comment": request.POST.get("comment", ""),
        "choice": request.POST.get("choice", ""),
    }


def _fault(request: HttpRequest, person: Person, task: Task) -> HttpResponse:
    """What went wrong, and the ways on."""
    refused = None
    if request.method == "POST":
        refused = _complete(request, person, task, settled(request, task))
        if refused is None:
            return redirect("desk:home")
    shown = _page(task_for(person, task.pk), person) | _kept(request, refused)
    shown |= {"problem": pick(task.detail.get("problem")), "ways": ways(task)}
    shown |= {"step": stopped_at(task), "outputs": outputs(request, task, refused)}
    return render(request, "desk/fault.html", shown, status=refused.status if refused else 200)


@require_POST
@for_agents
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task of one's team."""
    person = person_of(request)
    try:
        actions.claim(actor=person, task=task_for(person, pk))
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The task is yours now."))
    return redirect("desk:task", pk=pk)


@require_POST
@for_agents
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task of one's team that a colleague has."""
    return _moved(request, pk, actions.take_over, _("The task is yours now."))


@require_POST
@for_agents
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a task back on the list of one's team."""
    return _moved(request, pk, actions.put_back, _("The task is back on the list of the team."))


@require_POST
@for_agents
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the link of a question once more to who was asked outside."""
    person = person_of(request)
    task = task_for(person, pk)
    try:
        actions.send_again(actor=person, task=task)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is on its way again."))
    return redirect("desk:ticket", number=task.ticket.number)


def _moved(request: HttpRequest, pk: int, move: Callable[..., Task], said: str) -> HttpResponse:
    person = person_of(request)
    try:
        move(actor=person, task=task_for(person, pk))
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("desk:task", pk=pk)


def _page(task: Task, person: Person) -> Shown:
    ticket, open_ = task.ticket, task.state == OpenState.OPEN
    whole = sees_all_of(person, ticket)
    return {
        "task": task,
        "title": pick(task.title),
        "kept": task.kept,
        "instructions": pick(task.instructions),
        "number": ticket.number,
        "ticket_url": reverse("desk:ticket", args=[ticket.number]) if whole else "",
        "shown": lines_shown(line for line in task.shown if "table" not in line),
        "tables": lines_shown(line for line in task.shown if "table" in line),
        "ticket_title": called(ticket) if whole else pick(ticket.title),
        "status": lozenge(ticket),
        "for_whom": ticket.requested_for,
        "recipient": ticket.requester.given_name or ticket.requester.name,
        "place": pick(ticket.location.name) if ticket.location else "",
        "holder": task.assignee.name if task.assignee else pick(task.team.name if task.team else None),
        "with_other": task.assignee.name if open_ and task.assignee and task.assignee_id != person.pk else "",
        "due": due_of(task.due_at) if open_ else None,
        "open": open_,
        "may_do": open_ and may_do(person, task),
        "may_claim": open_ and task.assignee_id is None and may_do(person, task),
        "may_take_over": open_ and may_take_over(person, task),
        "may_put_back": open_ and may_put_back(person, task),
        "ended": moment(task.ended_at),
        "done_by": task.done_by.name if task.done_by else "",
        "given": _told(task, task.answers) if task.answers and task.kind == TaskKind.WORK else [],
        "answers": answers.items_of(
            package_of(ticket.version),
            latest_answers(ticket),
            ticket.number,
            secrets=answers.readable_secrets(ticket, person),
        )
        if whole
        else [],
        "given_before": given_in(ticket, person) if whole else [],
        "messages_said": _messages(ticket, person) if whole else [],
        "own_note": any(item.type == "long_text" for item in form_of(task) if isinstance(item, Question)),
    }


def _messages(ticket: Ticket, person: Person) -> list[Item]:
    """What was said so far, the notes of the team among it: whoever does the task needn't leave its page."""
    return [item for item in conversation(ticket, person, staff=True) if item.who]


def _told(task: Task, given: Mapping[str, Any]) -> list[Shown]:
    """What was filled in, for `c-answers`."""
    shown = display(form_of(task), dict(given), {}, get_language() or "")
    return [{"label": answer.label, "value": answer.text} for answer in shown]

"""Answering a question, or correcting the request."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.sequence import Items, questions_of
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import forget, sees_all_of
from ventanilla.records.tickets.queries import latest_answers, visible
from ventanilla.surfaces.portal.reading import read_news_of
from ventanilla.surfaces.portal.requests.sealing import sealed_words, thanks_for
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.forms import Answered, answered, peek, state
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.tickets.conversation import plain
from ventanilla.surfaces.ui.tickets.shown import lines_shown
from ventanilla.surfaces.ui.tickets.words import by_when

ASKED = (TaskKind.ASK, TaskKind.CORRECTION)


@dataclass(frozen=True)
class Asked:
    """A question to this person with its form, and what the form starts with."""

    task: Task
    ticket: Ticket
    items: Items
    context: Context
    start: dict[str, object] | None


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: Visit, number: str, pk: int) -> HttpResponse:
    """The form of a question, or the whole request once more with the latest answers."""
    ticket, found = task_of(request.user, number, pk)
    if found.state != OpenState.OPEN:
        messages.info(request, _("This is answered already, or isn't needed any more."))
        return redirect(_behind(request.user, ticket))
    read_news_of(ticket, request.user)
    asked = asked_in(request.user, ticket, found)
    filled = answered(
        asked.items,
        request,
        asked.context,
        start=asked.start,
        submit=_("Send it again") if found.kind == TaskKind.CORRECTION else _("Send the answer"),
        state_url=reverse("portal:task_state", args=[number, pk]),
    )
    if not filled.complete:
        return _show(request, asked, filled)
    actions.complete(
        actor=request.user, task=found, answers=filled.raw, comment=request.POST.get("_comment", "")
    )
    messages.success(request, thanks_for(found))
    return redirect(_behind(request.user, ticket))


def _behind(person: Person, ticket: Ticket) -> str:
    """Where they go on: the request or, where they see nothing of it but the question, the beginning."""
    forget(person)
    return (
        reverse("portal:request", args=[ticket.number])
        if sees_all_of(person, ticket)
        else reverse("portal:home")
    )


@require_POST
def task_state(request: Visit, number: str, pk: int) -> JsonResponse:
    """Which questions are asked now, where only the server can tell."""
    asked = asked_in(request.user, *task_of(request.user, number, pk))
    return JsonResponse(state(asked.items, peek(asked.items, request), asked.context))


def task_of(person: Person, number: str, pk: int) -> tuple[Ticket, Task]:
    """The ticket and the question in it that is this person's to answer. Raises NotFound; the team's work is
    done at the desk."""
    found = queries.task_for(person, pk)
    ticket = visible(person, number) if sees_all_of(person, found.ticket) else found.ticket
    if ticket.number != number or found.ticket_id != ticket.pk or found.kind not in ASKED:
        raise NotFound(_("There is no such question, or it isn't for you."))
    return ticket, found


def asked_in(person: Person, ticket: Ticket, found: Task) -> Asked:
    """What is asked: the questions of the task, or the service's form with the answers that count now."""
    if found.kind == TaskKind.ASK:
        context = context_for(person, ticket.requested_for, queries.task_facts(found), ticket.department)
        return Asked(found, ticket, queries.form_of(found), context, None)
    given = latest_answers(ticket)
    facts = asking_facts(ticket.requester, ticket.requested_for, ticket.department)
    known = frozenset(str(tie.file.key) for tie in ticket.attachments.select_related("file"))
    context = replace(context_for(person, ticket.requested_for, facts, ticket.department), known_files=known)
    return Asked(found, ticket, package_of(ticket.version).form, context, dict(given.answers))


def _marked(asked: Asked) -> list[tuple[str, str]]:
    """The questions that were marked when it was sent back: where they stand on the page, and what they say."""
    wanted = asked.task.detail.get("marked", [])
    return [(field_id(one.id), pick(one.label)) for one in questions_of(asked.items) if one.id in wanted]


def _show(request: Visit, asked: Asked, filled: Answered) -> HttpResponse:
    found, ticket = asked.task, asked.ticket
    correction = found.kind == TaskKind.CORRECTION
    shown = {
        "form": filled.form.marking(found.detail.get("marked", [])),
        "number": ticket.number,
        "ticket_title": pick(ticket.title),
        "ticket_url": _behind(request.user, ticket),
        "title": _("Correct your request") if correction else pick(found.title),
        "instructions": pick(found.instructions),
        "shown": lines_shown(found.shown),
        "correction": correction,
        "sealed": sealed_words(found),
        "by": found.detail.get("by", ""),
        "said": plain(found.detail.get("comment", "")),
        "marked": _marked(asked),
        "due": by_when(found.due_at),
        "comment": request.POST.get("_comment", ""),
    }
    return render(request, "portal/requests/task.html", shown, status=422 if filled.form.errors else 200)

"""Tasks and tickets as rows of the desk's lists: everything a template needs, prepared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.sla.choices import ClockState
from ventanilla.engines.sla.queries import ClockView, next_due
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import Turn, turns
from ventanilla.records.tickets.choices import Priority
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.format import ago, time_tag
from ventanilla.surfaces.ui.states import status_badge
from ventanilla.surfaces.ui.tickets.turns import next_for
from ventanilla.surfaces.ui.tickets.words import by_when

Row = dict[str, Any]


def task_rows(tasks: Iterable[Task], person: Person) -> list[Row]:
    """One row a task: what, for whom, by when, whose."""
    return [_task_row(task, person) for task in tasks]


def _task_row(task: Task, person: Person) -> Row:
    late = task.due_at is not None and task.due_at < clock.now()
    return {
        "url": reverse("desk:task", args=[task.pk]),
        "title": pick(task.title),
        "stub": task.ticket.number,
        "about": f"{pick(task.ticket.title)} · {task.ticket.requested_for.name}",
        "who": _("You") if task.assignee_id == person.pk else pick(task.team.name if task.team else None),
        "taken": task.assignee_id == person.pk,
        "when": by_when(task.due_at) or _("since %(time)s") % {"time": ago(task.opened_at)},
        "late": late,
        "kind": task.get_kind_display(),
        "fault": task.kind == "fault",
    }


def ticket_rows(tickets: list[Ticket], person: Person) -> list[Row]:
    """One row a ticket: number, what, for whom, whose turn, priority, when it is due. Constant queries."""
    open_now = turns(tickets)
    due = next_due(tickets)
    return [_ticket_row(ticket, open_now[ticket.pk], due.get(ticket.pk), person) for ticket in tickets]


def _ticket_row(ticket: Ticket, open_now: list[Turn], due: ClockView | None, person: Person) -> Row:
    return {
        "url": reverse("desk:ticket", args=[ticket.number]),
        "number": ticket.number,
        "title": pick(ticket.title),
        "who": ticket.requested_for.name,
        "team": pick(ticket.team.name),
        "assignee": ticket.assignee.name if ticket.assignee else "",
        "status": status_badge(ticket.status, ticket.outcome),
        "priority": Priority(ticket.priority).name.lower(),
        "next": next_for(ticket, open_now, person),
        "when": time_tag(ticket.last_activity_at),
        "due": due.remaining if due else "",
        "late": due is not None and due.state == ClockState.MISSED,
        "unseen": ticket.seen_at is None,
    }

"""Tasks and tickets as rows of the desk's lists: everything a template needs, prepared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.sla.choices import ClockState
from ventanilla.engines.sla.queries import ClockView, next_due
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import Turn, turns
from ventanilla.records.tickets.choices import Priority
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.desk.wording import brief, short_date
from ventanilla.surfaces.ui.format import full_moment, short_day
from ventanilla.surfaces.ui.states import STATUS, priority_mark

Row = dict[str, Any]
PRESSING = (Priority.URGENT, Priority.HIGH)


def task_rows(tasks: Iterable[Task], person: Person) -> list[Row]:
    """One row a task: what, for which ticket and whom, whose, by when."""
    return [_task_row(task, person) for task in tasks]


def _task_row(task: Task, person: Person) -> Row:
    ticket, mine = task.ticket, task.assignee_id == person.pk
    return {
        "url": reverse("desk:task", args=[task.pk]),
        "title": pick(task.title),
        "number": ticket.number,
        "about": " · ".join(filter(None, [pick(ticket.title), pick(ticket.subject)])),
        "person": ticket.requested_for.name,
        "holder": "" if mine else _holder(task),
        "due": due_of(task.due_at),
        "fault": task.kind == TaskKind.FAULT,
    }


def _holder(task: Task) -> str:
    return task.assignee.name if task.assignee else pick(task.team.name if task.team else None)


def ticket_rows(tickets: list[Ticket], person: Person) -> list[Row]:
    """One row a ticket: number, what, for whom, whose turn, whose, priority, when it is due. Constant queries."""
    open_now = turns(tickets, person)
    due = next_due(tickets)
    return [_ticket_row(ticket, open_now[ticket.pk], due.get(ticket.pk), person) for ticket in tickets]


def _ticket_row(ticket: Ticket, open_now: list[Turn], clock_now: ClockView | None, person: Person) -> Row:
    priority = Priority(ticket.priority)
    return {
        "url": reverse("desk:ticket", args=[ticket.number]),
        "number": ticket.number,
        "title": pick(ticket.title),
        "subject": pick(ticket.subject),
        "person": ticket.requested_for.name,
        "whom": _("For %(person)s") % {"person": ticket.requested_for.name},
        "turn": brief(ticket, open_now, person),
        "mine": any(turn.is_of(person) for turn in open_now),
        "assignee": ticket.assignee.name if ticket.assignee else "",
        "team": pick(ticket.team.name),
        "free": "" if ticket.assignee else _nobody(pick(ticket.team.name)),
        "state": "waiting" if ticket.supplier else ticket.status,
        "state_words": _("Waiting for a supplier") if ticket.supplier else STATUS[ticket.status][0],
        "priority": priority_mark(priority.name.lower()) if priority in PRESSING else "",
        "due": _due_by_clock(clock_now),
        "unseen": ticket.seen_at is None,
    }


def _nobody(team: str) -> str:
    return _("Nobody of %(team)s has taken it") % {"team": team}


def _due_by_clock(shown: ClockView | None) -> Row | None:
    if shown is None:
        return None
    told = f"{shown.label}: {shown.remaining} · {full_moment(shown.due_at)}"
    if shown.state == ClockState.PAUSED:
        return {"state": "paused", "words": _("paused"), "title": told}
    return due_of(shown.due_at) | {"title": told}  # type: ignore[operator]


def due_of(due_at: datetime | None) -> Row | None:
    """A date for a narrow column: the day (today's with its time), late or soon; None without one."""
    if due_at is None:
        return None
    local, now = timezone.localtime(due_at), clock.now()
    today = local.date() == timezone.localtime(now).date()
    state = "late" if due_at < now else "soon" if today else ""
    words = f"{local:%H:%M}" if today else short_date(due_at) if state else short_day(due_at)
    return {"state": state, "words": words, "title": full_moment(due_at)}

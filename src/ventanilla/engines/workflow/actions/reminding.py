"""Reminding of what no step of a workflow reminds of: a correction asked for by hand, a question before a decision, and
what went wrong."""

from __future__ import annotations

from django.db.models import QuerySet

from ventanilla.core.kit import clock
from ventanilla.core.kit.sweeping import each
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow.actions.leaving import TEND_SECONDS
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.entries import TaskReminded
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.holders import people_of
from ventanilla.engines.workflow.runtime.reminders import next_reminder
from ventanilla.records.tickets.actions import locked


def remind_again() -> int:
    """Remind of all that is due, each in a transaction of its own; returns of how much. Doing it twice changes
    nothing."""
    tasks = list(_due().values_list("pk", flat=True).order_by("remind_at", "pk"))
    return each(tasks, lambda pk: remind(task=pk), seconds=TEND_SECONDS)


@action
def remind(*, task: int) -> bool:
    """Remind who has the task, and again after another working day. Returns whether it was due."""
    found = _due().filter(pk=task).values_list("ticket", flat=True).first()
    if found is None:
        return False
    ticket = locked(found)
    row = _due().filter(pk=task).select_related("team", "assignee").first()
    if row is None:
        return False
    times = int(row.detail.get("reminded", 0)) + 1
    row.detail = {**row.detail, "reminded": times, "reminded_at": clock.now().isoformat()}
    row.remind_at = next_reminder(ticket)
    row.save(update_fields=["detail", "remind_at"])
    people = people_of(row.team, row.assignee)
    told = TaskReminded(title=row.title, kept=row.kept, people=people, kind=row.kind, task=row.pk)
    record(ticket.stream, told, actor=None)
    return True


def _due() -> QuerySet[Task]:
    return Task.objects.filter(state=OpenState.OPEN, remind_at__lte=clock.now())

"""Reads about approvals, tasks and the course of a ticket."""

from __future__ import annotations

from ventanilla.engines.workflow.queries.approvals import (
    Change,
    Sieve,
    approval_for,
    approvals_of,
    changes_in,
    decided_by,
    decided_for,
    enquiries_of,
    inbox,
    names_by_id,
    on_behalf,
    open_approvals,
    services_asked_of,
    sorts,
)
from ventanilla.engines.workflow.queries.course import (
    StepShown,
    outline_of,
    outlines_of,
    steps_of,
    steps_shown,
)
from ventanilla.engines.workflow.queries.dossier import dossier_of
from ventanilla.engines.workflow.queries.earlier import Earlier, decisions_of, earlier_than
from ventanilla.engines.workflow.queries.explaining import explanations
from ventanilla.engines.workflow.queries.faults import Output, fault_outputs
from ventanilla.engines.workflow.queries.tasks import (
    asked_of,
    desk_tasks,
    desk_tasks_of,
    form_of,
    has_work,
    open_tasks,
    open_tasks_of,
    taken_by_others,
    task_facts,
    task_for,
    tasks_of,
)
from ventanilla.engines.workflow.queries.turn import Turn
from ventanilla.engines.workflow.queries.turns import open_step_count, turns, turns_of, who_has
from ventanilla.engines.workflow.queries.waiting import Awaited, awaited_in
from ventanilla.records.tickets.explaining import Explanation

__all__ = [
    "Awaited",
    "Change",
    "Earlier",
    "Explanation",
    "Output",
    "Sieve",
    "StepShown",
    "Turn",
    "approval_for",
    "approvals_of",
    "asked_of",
    "awaited_in",
    "changes_in",
    "decided_by",
    "decided_for",
    "decisions_of",
    "desk_tasks",
    "desk_tasks_of",
    "dossier_of",
    "earlier_than",
    "enquiries_of",
    "explanations",
    "fault_outputs",
    "form_of",
    "has_work",
    "inbox",
    "names_by_id",
    "on_behalf",
    "open_approvals",
    "open_step_count",
    "open_tasks",
    "open_tasks_of",
    "outline_of",
    "outlines_of",
    "services_asked_of",
    "sorts",
    "steps_of",
    "steps_shown",
    "taken_by_others",
    "task_facts",
    "task_for",
    "tasks_of",
    "turns",
    "turns_of",
    "who_has",
]

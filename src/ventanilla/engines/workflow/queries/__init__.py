"""Reads about approvals, tasks and the course of a ticket."""

from __future__ import annotations

from ventanilla.engines.workflow.queries.approvals import (
    Change,
    approval_for,
    approvals_of,
    changes_in,
    decided_by,
    open_approvals,
)
from ventanilla.engines.workflow.queries.course import (
    StepShown,
    outline_of,
    outlines_of,
    steps_of,
    steps_shown,
)
from ventanilla.engines.workflow.queries.tasks import (
    asked_of,
    desk_tasks,
    desk_tasks_of,
    form_of,
    has_work,
    open_tasks,
    task_facts,
    task_for,
    tasks_of,
)
from ventanilla.engines.workflow.queries.turns import Turn, open_step_count, turns, who_has

__all__ = [
    "Change",
    "StepShown",
    "Turn",
    "approval_for",
    "approvals_of",
    "asked_of",
    "changes_in",
    "decided_by",
    "desk_tasks",
    "desk_tasks_of",
    "form_of",
    "has_work",
    "open_approvals",
    "open_step_count",
    "open_tasks",
    "outline_of",
    "outlines_of",
    "steps_of",
    "steps_shown",
    "task_facts",
    "task_for",
    "tasks_of",
    "turns",
    "who_has",
]

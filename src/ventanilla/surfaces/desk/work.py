"""What an agent sees first: what there is to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.engines.workflow.queries import desk_tasks, taken_by_others
from ventanilla.records.tickets.queue import assigned_to
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.desk.rows import task_rows, ticket_rows

MOST = 50


@require_safe
@for_agents
def home(request: HttpRequest) -> HttpResponse:
    """My tasks, those of my teams that nobody has taken or a colleague has, and the tickets that I have."""
    person = person_of(request)
    tasks = desk_tasks(person)
    context = {
        "mine": task_rows(tasks.filter(assignee=person)[:MOST], person),
        "teams": task_rows(tasks.filter(assignee=None)[:MOST], person),
        "taken": task_rows(taken_by_others(person)[:MOST], person),
        "tickets": ticket_rows(list(assigned_to(person)[:MOST]), person),
        "most": MOST,
    }
    return render(request, "desk/home.html", context)

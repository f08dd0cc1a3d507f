"""Handing a task of one's own on to somebody else."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.policies import may_hand_on
from ventanilla.engines.workflow.queries import task_for
from ventanilla.surfaces.desk.doors import for_agents, works_here

IN_BRACKETS = re.compile(r"\(([^()\s]+@[^()\s]+)\)\s*$")
MOST_OFFERED = 50


@require_POST
@for_agents
def hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom, by their address, and why. What was refused is said on the page of the task, with what was typed."""
    person = person_of(request)
    given, reason = request.POST.get("to", "").strip()[:200], request.POST.get("reason", "")
    task = task_for(person, pk)
    try:
        to = _named(given)
        actions.hand_on(actor=person, task=task, to=to, reason=reason)
    except Invalid as refusal:
        request.session[_key(pk)] = {
            "to": given,
            "reason": reason[:2000],
            "errors": {name: str(words[0]) for name, words in refusal.fields.items()},
        }
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s has the task now.") % {"name": to.name if to else ""})
        return _where_to(person, pk)
    return redirect("desk:task", pk=pk)


def _where_to(person: Person, pk: int) -> HttpResponse:
    """Back to the task, as long as one may see it, else to what else one has to do."""
    if not works_here(person):
        return redirect("portal:home")
    try:
        task_for(person, pk)
    except NotFound:
        return redirect("desk:home")
    return redirect("desk:task", pk=pk)


def handing_of(request: HttpRequest, task: Task, person: Person) -> dict[str, Any]:
    """The form on the page of a task, with what was refused just now."""
    if task.state != OpenState.OPEN or not may_hand_on(person, task):
        return {}
    team = task.ticket.team.members.filter(is_active=True).exclude(pk=task.assignee_id or 0)
    offered = team.order_by("given_name", "family_name", "pk")[:MOST_OFFERED]
    return {
        "hand_on": {
            "offered": [f"{one.name} ({one.email})" for one in offered],
            "errors": {},
            **request.session.pop(_key(task.pk), {}),
        }
    }


def _named(given: str) -> Person | None:
    """Somebody written as an address, alone or behind the name."""
    found = IN_BRACKETS.search(given)
    return by_email((found[1] if found else given).replace("\x00", ""))


def _key(pk: int) -> str:
    return f"hand_on:{pk}"

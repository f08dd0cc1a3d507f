"""What an agent sees first: what to do, and the queue."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.queries import desk_tasks
from ventanilla.records.tickets.queries import assigned_to, queue
from ventanilla.surfaces.desk.doors import for_agents
from ventanilla.surfaces.desk.rows import Row, task_rows, ticket_rows

MOST = 50


@require_safe
@for_agents
def home(request: HttpRequest) -> HttpResponse:
    """My tasks, those of my teams that nobody has taken, and the tickets that I have."""
    person = person_of(request)
    tasks = task_rows(desk_tasks(person)[: MOST * 2], person)
    mine = [row for row in tasks if row["taken"]]
    context = {
        "mine": mine[:MOST],
        "teams": [row for row in tasks if not row["taken"]][:MOST],
        "tickets": ticket_rows(list(assigned_to(person)[:MOST]), person),
    }
    return render(request, "desk/home.html", context)


@require_safe
@for_agents
def queue_page(request: HttpRequest) -> HttpResponse:
    """The open tickets of my teams, or of one of them."""
    person = person_of(request)
    team, unassigned = request.GET.get("team", ""), request.GET.get("unassigned") == "1"
    chosen = {t.slug: t.pk for t in person.teams.all()}.get(team)
    found = queue(person, team=chosen, unassigned=unassigned, after=request.GET.get("after"))
    more = ""
    if found.next:
        more = "?" + urlencode({"team": team, "unassigned": int(unassigned), "after": found.next})
    context = {"rows": ticket_rows(found.items, person), "more": more, "filters": _filters(person, team, unassigned)}
    return render(request, "desk/queue.html", context)


def _filters(person: Person, team: str, unassigned: bool) -> list[Row]:
    base = reverse("desk:queue")
    chips = [{"label": _("All my teams"), "url": base, "current": not team and not unassigned}]
    chips.append(
        {"label": _("Nobody has taken"), "url": f"{base}?unassigned=1", "current": unassigned and not team}
    )
    for one in person.teams.order_by("slug"):
        chips.append({"label": pick(one.name), "url": f"{base}?team={one.slug}", "current": team == one.slug})
    return chips

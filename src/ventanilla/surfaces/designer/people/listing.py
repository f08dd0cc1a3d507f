"""The people: searched, by pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.directory.queries import LONGEST_SEARCH, people_list
from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department, Person
from ventanilla.surfaces.designer.people.doors import for_keepers_of_people

STATES = {"": True, "left": False, "all": None}


@require_safe
@for_keepers_of_people
def people(request: HttpRequest) -> HttpResponse:
    """Everybody whom this person looks after, by name."""
    person = person_of(request)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    department = request.GET.get("department", "").replace("\x00", "")
    found = people_list(
        person, text=text, department=department, active=STATES[state], after=request.GET.get("after")
    )
    query = {"q": text, "state": state, "department": department}
    context: dict[str, Any] = {
        "rows": [_row(row) for row in found.items],
        "more": f"?{urlencode({**query, 'after': found.next})}" if found.next else "",
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "designer/people/rows.html", context)
    context |= {
        "text": text,
        "state": state,
        "department": department,
        "departments": [(row.slug, pick(row.name)) for row in by_title(Department.objects.all())],
        "filters": _filters(query),
        "administers": is_portal_admin(person),
    }
    return render(request, "designer/people/list.html", context)


def _row(row: Person) -> dict[str, Any]:
    outside = row.organization.kind != "internal"
    parts = [row.job_title, pick(row.department.name) if row.department else ""]
    return {
        "url": reverse("designer:person", args=[row.pk]),
        "name": row.name,
        "note": " · ".join(filter(None, [*parts, row.organization.name if outside else ""])),
        "email": row.email,
        "manager": row.manager.name if row.manager else "",
        "active": row.is_active,
    }


def _filters(query: dict[str, str]) -> list[dict[str, Any]]:
    here = reverse("designer:people")
    words = {
        "": pgettext("people", "Here"),
        "left": pgettext("people", "No longer here"),
        "all": pgettext("people", "All"),
    }
    return [
        {
            "label": label,
            "url": f"{here}?{urlencode({**query, 'state': state})}",
            "current": state == query["state"],
        }
        for state, label in words.items()
    ]

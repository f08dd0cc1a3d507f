"""Names while somebody types one."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import colleagues
from ventanilla.records.intake.answer_type import clean
from ventanilla.records.intake.types.person import written

MOST = 10
LONGEST = 100


@require_safe
def search_people(request: HttpRequest) -> JsonResponse:
    """GET ?q=: up to ten colleagues of whoever asks, {"people": [{"value", "name", "note"}]}."""
    text = clean(request.GET.get("q", "")).strip()[:LONGEST]
    asking = request.user
    if not text or not isinstance(asking, Person):
        return JsonResponse({"people": []})
    found = colleagues(asking, text).select_related("department")[:MOST]
    response = JsonResponse({"people": [as_offer(person) for person in found]})
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def as_offer(person: Person) -> dict[str, str]:
    """A person as the list offers them: what goes into the field, the name, and what tells them apart."""
    parts = [person.job_title, pick(person.department.name) if person.department else ""]
    return {
        "value": written(person),
        "name": person.name,
        "note": " · ".join(filter(None, parts)) or person.email,
    }

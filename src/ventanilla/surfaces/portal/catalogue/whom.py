"""Asking for somebody else: who they may be, and a form that begins with what is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import colleagues
from ventanilla.records.catalog.policies import may_ask_for, may_ask_for_others
from ventanilla.records.catalog.queries import service_to_ask
from ventanilla.records.intake.answer_type import clean
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import defaults
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.sequence import Items
from ventanilla.surfaces.portal.visit import Visit
from ventanilla.surfaces.ui.forms import Answered, bind, from_post
from ventanilla.surfaces.ui.forms.people import LONGEST, MOST, as_offer

LOOKED_AT = 60
EMPTY: tuple[Any, ...] = (None, "", [], {})


@require_safe
def people(request: Visit, slug: str) -> JsonResponse:
    """GET ?q=: up to ten colleagues for whom the service may be asked for."""
    service = service_to_ask(request.user, slug)
    text = clean(request.GET.get("q", "")).strip()[:LONGEST]
    found: list[Person] = []
    if text and may_ask_for_others(request.user, service):
        rows = colleagues(request.user, text).exclude(pk=request.user.pk)
        rows = rows.select_related("department", "location", "organization", "manager")
        rows = rows.prefetch_related("teams", "portal_groups")
        found = [one for one in rows[:LOOKED_AT] if may_ask_for(request.user, service, one)][:MOST]
    response = JsonResponse({"people": [as_offer(person) for person in found]})
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def submit_words(person: Person, whom: Person) -> str:
    if person.pk == whom.pk:
        return _("Send the request")
    return _("Send the request for %(name)s") % {"name": whom.given_name}


def begun_for(
    form: Items, request: Visit, context: Context, before: Context, look: Mapping[str, Any]
) -> Answered:
    """The form for the person who has just been chosen: what was typed stays; what is empty, or was filled in for
    whoever asks (`before`), begins with what is theirs."""
    items = list(form)
    typed, _intent = from_post(items, request)
    theirs, mine = defaults(items, context), defaults(items, before)
    kept = {
        name: value for name, value in typed.items() if value not in EMPTY and value != mine.get(name, EMPTY)
    }
    raw = {**theirs, **kept}
    return Answered(bind(items, context, raw=raw, **look), raw, Checked(), complete=False)

"""From what a browser sent to raw answers. Uploads are stored first, so that no error loses them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ventanilla.core.people.models import Person
from ventanilla.records.intake.sequence import Items, questions_of
from ventanilla.surfaces.ui.forms.intents import Intent
from ventanilla.surfaces.ui.forms.naming import ADD, DROP, REMOVE
from ventanilla.surfaces.ui.forms.posted import Posted
from ventanilla.surfaces.ui.forms.widget import widget_of


def from_post(items: Items, request: HttpRequest) -> tuple[dict[str, Any], Intent]:
    """The raw answers and what the person wants. Stores uploads in the name of whoever is signed in."""
    person = request.user if isinstance(request.user, Person) else None
    posted = Posted(request.POST, request.FILES, person)
    raw = _taken(items, posted)
    return raw, _intent(posted)


def peek(items: Items, request: HttpRequest) -> dict[str, Any]:
    """The raw answers alone, with uploads passed over: for `state`."""
    return _taken(items, Posted(request.POST, request.FILES))


def _taken(items: Items, posted: Posted) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for question in questions_of(items):
        widget = widget_of(question)
        if widget.was_sent(question, posted, question.id):
            raw[question.id] = widget.take(question, posted, question.id, question.id)
    return raw


def _intent(posted: Posted) -> Intent:
    for name, key in (("add", ADD), ("remove", REMOVE), ("drop", DROP)):
        if key in posted.values:
            place = posted.text(key)
            return Intent(name, place, posted.errors, posted.shown)  # type: ignore[arg-type]
    return Intent("send", "", posted.errors, posted.shown)

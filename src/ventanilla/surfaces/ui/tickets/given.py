"""What was answered on the way of a request, as pages show it: for those who work on it, or one's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.models import SealedAnswer, Task
from ventanilla.engines.workflow.queries import form_of
from ventanilla.engines.workflow.queries.given import given_on_the_way, secrets_to_read
from ventanilla.engines.workflow.sealed import opened_on
from ventanilla.records.intake.interpret import display
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.format import moment, short_day, time_tag
from ventanilla.surfaces.ui.tickets.answers import shown_items


@dataclass(frozen=True)
class Given:
    """Who answered what and when; `sealed` says until when nobody reads it, and then there are no `items`."""

    title: str
    who: str
    when: SafeString
    sealed: str = ""
    items: list[dict[str, Any]] = field(default_factory=list)


def given_in(ticket: Ticket, person: Person, *, own: bool = False) -> list[Given]:
    """What was answered on the way; with `own` only what `person` answered."""
    rows = [row for row in given_on_the_way(ticket) if not own or row.done_by_id == person.pk]
    return [_given(row, ticket, person) for row in rows]


def _given(task: Task, ticket: Ticket, person: Person) -> Given:
    who = task.address or (task.done_by.name if task.done_by else "")
    away: SealedAnswer | None = getattr(task, "sealed_answer", None)
    when = time_tag(away.arrived_at if away else task.ended_at)
    if away is not None:
        return Given(pick(task.title), who, when, sealed=_sealed(task))
    shown = display(form_of(task), task.answers, {}, get_language() or "")
    items = shown_items(shown, ticket.number)
    to_open = secrets_to_read(person, ticket, task)
    for answer, item in zip(shown, items, strict=True):
        if answer.id in to_open:
            url = reverse("portal:given_secret", args=[ticket.number, task.pk, answer.id])
            item |= {"url": url, "change": _("Show")}
    return Given(pick(task.title), who, when, items=items)


def when_opened(at: date | datetime) -> str:
    """«6 May, 10:00», or only the day where no hour is said."""
    return moment(at) if isinstance(at, datetime) else short_day(at)


def _sealed(task: Task) -> str:
    opens = opened_on(task.step)
    if opens is not None:
        return _("Nobody can read it yet: it is sealed (until %(when)s).") % {"when": when_opened(opens)}
    until = task.due_at
    if until is None:
        return _("Nobody can read it yet: it is sealed.")
    words = _("Nobody can read it yet: it is sealed (until %(when)s at the latest).")
    return words % {"when": moment(until)}

"""How a finished request was, as pages show it: to be said by who asked, to be read by who worked on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from ventanilla.core.people.models import Person
from ventanilla.records.feedback.actions import LONGEST
from ventanilla.records.feedback.choices import Mark
from ventanilla.records.feedback.models import Rating
from ventanilla.records.feedback.policies import may_rate
from ventanilla.records.feedback.queries import rating_of
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.format import moment

Shown = dict[str, Any]


def how_it_was(ticket: Ticket) -> Shown | None:
    """What who asked said of it, for those who read the request; None before. No query while it is under way."""
    found = rating_of(ticket) if ticket.ended else None
    return _told(found) if found else None


def asked_how_it_was(
    ticket: Ticket,
    person: Person,
    *,
    mark: str | None = None,
    comment: str | None = None,
    errors: Mapping[str, str] | None = None,
) -> Shown | None:
    """The question, and what was answered; None for whoever didn't ask for it, or while there is nothing to say.
    `mark`, `comment` and `errors`: what was typed and couldn't be taken. As long as `stage` is the same, a page that is
    open shows what it has to show."""
    if not ticket.ended or person.pk != ticket.requester_id:
        return None
    found, open_ = rating_of(ticket), may_rate(person, ticket)
    if not (found or open_):
        return None
    chosen = mark if mark is not None else str(found.mark) if found else ""
    return {
        "told": _told(found) if found else None,
        "open": open_,
        "stage": f"{'open' if open_ else 'over'}-{found.given_at.timestamp() if found else ''}",
        "url": reverse("portal:rating", args=[ticket.number]),
        "options": [
            {"value": one.value, "label": one.label, "checked": str(one.value) == chosen} for one in Mark
        ],
        "low": Mark.VERY_BAD.label,
        "high": Mark.VERY_GOOD.label,
        "comment": comment if comment is not None else found.comment if found else "",
        "longest": LONGEST,
        "errors": errors or {},
    }


def _told(rating: Rating) -> Shown:
    return {
        "mark": rating.mark,
        "label": rating.get_mark_display(),
        "comment": rating.comment,
        "who": rating.person.name,
        "when": moment(rating.given_at),
    }

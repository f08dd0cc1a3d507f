"""How a need ended, as far as the person tells."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.engines.search.choices import Ending, Origin
from ventanilla.engines.search.models import Document, Need, Opening
from ventanilla.records.tickets.models import Ticket


@action
def solved(*, actor: Person, need: Need | None, document: Document) -> Need:
    """«This solved it»: no ticket was needed. Without a need (the article was reached by another way) one is made,
    so that it counts."""
    need = need or _reached(actor)
    need.ending, need.solved_by = Ending.SOLVED, document
    need.save(update_fields=["ending", "solved_by"])
    _said(need, document, helped=True)
    return need


@action
def not_solved(*, actor: Person, need: Need | None, document: Document) -> Need:
    """«It didn't»: the need goes on, and the document is known not to be the answer to it."""
    need = need or _reached(actor)
    if need.solved_by_id == document.pk:
        need.ending, need.solved_by = "", None
        need.save(update_fields=["ending", "solved_by"])
    _said(need, document, helped=False)
    return need


@action
def asked(*, actor: Person, need: Need, ticket: Ticket) -> Need:
    """The need became a ticket after all. Nothing is noted of somebody else's need or ticket."""
    if actor.pk in (need.person_id,) and actor.pk in (ticket.requester_id, ticket.requested_for_id):
        need.ending, need.ticket, need.solved_by = Ending.ASKED, ticket, None
        need.save(update_fields=["ending", "ticket", "solved_by"])
    return need


def _reached(actor: Person) -> Need:
    now, spoken = clock.now(), (get_language() or settings.LANGUAGE_CODE)[:2]
    return Need.objects.create(
        person=actor, origin=Origin.PAGE, text="", language=spoken, started_at=now, last_at=now
    )


def _said(need: Need, document: Document, *, helped: bool) -> None:
    opening, _new = Opening.objects.get_or_create(
        need=need, subject=document.subject, defaults={"document": document, "at": clock.now()}
    )
    opening.helped = helped
    opening.save(update_fields=["helped"])

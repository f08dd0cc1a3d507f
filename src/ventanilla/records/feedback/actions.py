"""Saying how it was."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.feedback.choices import Mark
from ventanilla.records.feedback.entries import Rated
from ventanilla.records.feedback.models import Rating
from ventanilla.records.feedback.policies import may_rate
from ventanilla.records.tickets.actions.lock import locked
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_see

LONGEST = 2000


@action
def rate(*, actor: Person, ticket: Ticket, mark: int, comment: str = "") -> Rating:
    """Say how it was, or change what was said; the same again changes nothing.

    Raises NotFound for who doesn't see it, NotAllowed for who didn't ask for it, Conflict when it isn't done or is
    closed for good, and Invalid with `fields`."""
    if not may_see(actor, ticket):
        raise NotFound(_("There is no such request, or you can't see it."))
    if actor.pk != ticket.requester_id:
        raise NotAllowed(_("Only who asked for it says how it was."))
    ticket = locked(ticket)
    if not may_rate(actor, ticket):
        raise Conflict(_("You can say how it was when it is done, and until it is closed."))
    said = _checked(mark, comment)
    found = Rating.objects.filter(ticket=ticket).first()
    if found is not None and (found.mark, found.comment) == said:
        return found
    again = found is not None
    rating = found or Rating(ticket=ticket, person=actor)
    rating.mark, rating.comment = said
    rating.given_at = clock.now()
    rating.save()
    record(ticket.stream, Rated(mark=rating.mark, comment=rating.comment, again=again), actor=actor)
    return rating


def _checked(mark: int, comment: str) -> tuple[int, str]:
    words = comment.replace("\r\n", "\n").replace("\x00", "").strip()
    fields: dict[str, list[object]] = {}
    if mark not in Mark.values:
        fields["mark"] = [_("Choose how it was.")]
    if len(words) > LONGEST:
        fields["comment"] = [_("This is too long: 2,000 characters at most.")]
    if fields:
        raise Invalid(next(iter(fields.values()))[0], fields)
    return mark, words

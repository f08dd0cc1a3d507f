"""Joining a request that tells of the same need: hearing how it goes, without seeing what isn't one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotAllowed, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_ask
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import check
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.actions.drafts import discard_draft
from ventanilla.records.tickets.actions.lock import locked
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.records.tickets.models import Follower, Ticket
from ventanilla.records.tickets.policies import is_asker
from ventanilla.records.tickets.same import same_tickets


@action
def follow(
    *, actor: Person, service: Service, answers: Mapping[str, Any], number: str, drafted: bool = False
) -> Ticket:
    """Instead of asking for `service` with `answers`, follow the open ticket of this number that says the same.
    Twice changes nothing; one's own needs no following. Raises NotFound when it isn't one of the same, NotAllowed."""
    if not may_ask(actor, service) or service.live_version is None:
        raise NotAllowed(_("This service isn't available to you."))
    package = package_of(service.live_version)
    facts = asking_facts(actor, actor, service.department)
    read = check(package.form, answers, context_for(actor, actor, facts, service.department))
    same = {ticket.number: ticket for ticket in same_tickets(actor, service, package, read.answers)}
    if number not in same:
        raise NotFound(_("This is over by now, or it isn't the same. Please send yours."))
    ticket = locked(same[number])
    if not is_asker(actor, ticket):
        _new, added = Follower.objects.get_or_create(
            ticket=ticket, person=actor, defaults={"since": clock.now()}
        )
        if added:
            record(ticket.stream, entries.FollowerAdded(), actor=actor)
    if drafted:
        discard_draft(actor=actor, service=service)
    return ticket


@action
def stop_following(*, actor: Person, ticket: Ticket) -> None:
    """Hear no more of it. Nothing happens when one doesn't follow it."""
    ticket = locked(ticket)
    if Follower.objects.filter(ticket=ticket, person=actor).delete()[0]:
        record(ticket.stream, entries.FollowerGone(), actor=actor)


@action
def tell_follower(*, follower: Follower, status: str, cause: int) -> None:
    """Tell one of them how it goes; about the same entry (`cause`) only once."""
    stream = stream_for(SubjectKind.PERSON, follower.person_id)
    if Entry.objects.filter(stream=stream, type="ticket.followed_moved", payload__cause=cause).exists():
        return
    ticket = follower.ticket
    told = entries.FollowedMoved(
        person=follower.person_id,
        number=ticket.number,
        title=ticket.title,
        status=status,
        outcome=ticket.outcome,
        cause=cause,
    )
    record(stream, told, actor=None)

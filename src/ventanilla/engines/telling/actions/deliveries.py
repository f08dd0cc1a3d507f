"""What is on its way: kept when it happens, settled after each try."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.access.queries import people_with
from ventanilla.core.kit import clock, jobs
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.telling.actions.lock import locked, note
from ventanilla.engines.telling.bodies import body_of
from ventanilla.engines.telling.choices import TEST, Because, DeliveryState, EventName, Mode
from ventanilla.engines.telling.entries import NotArriving, PausedByItself
from ventanilla.engines.telling.events import Event, events_in
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.engines.telling.patience import (
    FAILING_FOR,
    MANY_FAILURES,
    TRIED_FOR,
    Fate,
    Outcome,
    next_try,
    rest,
)
from ventanilla.engines.telling.policies import is_about, is_of_its_teams, may_subscribe
from ventanilla.records.tickets.models import Ticket

TOLD_EVERY = timedelta(hours=24)
STILL_THERE = "SELECT id FROM telling_subscription WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
"""Nobody removes them before what is kept for them is written."""

OF_TICKETS = ("service", "version", "team", "assignee", "requester", "requested_for")


@action
def keep(entries: Sequence[Entry], listening: Iterable[Subscription]) -> list[int]:
    """Keep what the entries of one action have to tell `listening`, to be sent; returns to whom there is something."""
    streams = {entry.stream_id for entry in entries}
    rows = Ticket.objects.filter(stream__in=streams).select_related(*OF_TICKETS)
    tickets = {ticket.stream_id: ticket for ticket in rows}
    happened = [
        (entry, tickets[entry.stream_id], event)
        for entry in entries
        if entry.stream_id in tickets
        for event in events_in(entry.what, tickets[entry.stream_id])
    ]
    wanted = [
        (subscription, told)
        for subscription in listening
        for told in happened
        if _wants(subscription, told[1], told[2])
    ]
    there = _still_there({subscription.pk for subscription, _told in wanted})
    origins = _origins(entries)
    made = [
        _delivery(subscription, told, origins[told[0].pk])
        for subscription, told in wanted
        if subscription.pk in there
    ]
    Delivery.objects.bulk_create(made)
    return sorted({delivery.subscription_id for delivery in made})


def _wants(subscription: Subscription, ticket: Ticket, event: Event) -> bool:
    if event.name not in subscription.events or not is_about(subscription, ticket):
        return False
    if is_of_its_teams(subscription, ticket):
        return True
    # Whoever was told of it before is told that others have it now.
    known = Delivery.objects.filter(subscription=subscription, ticket=ticket)
    return event.name == EventName.ASSIGNED and known.exists()


def _still_there(wanted: set[int]) -> set[int]:
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(STILL_THERE, [sorted(wanted)])
        return {pk for (pk,) in cursor.fetchall()}


def _origins(entries: Sequence[Entry]) -> Mapping[int, Person | None]:
    """Who began what each entry is a part of: who did it, or what it follows from, or the rest of the action."""
    firsts = {entry.pk: _first_actor(entry) for entry in entries}
    anybody = next((person for person in firsts.values() if person), None)
    return {pk: person or anybody for pk, person in firsts.items()}


def _first_actor(entry: Entry) -> Person | None:
    at: Entry | None = entry
    while at is not None:
        if at.actor is not None:
            return at.actor
        at = at.cause
    return None


def _delivery(
    subscription: Subscription, told: tuple[Entry, Ticket, Event], origin: Person | None
) -> Delivery:
    entry, ticket, event = told
    key, now = uuid.uuid4(), clock.now()
    return Delivery(
        subscription=subscription,
        key=key,
        event=event.name,
        ticket=ticket,
        entry=entry,
        sequence=entry.position,
        body=body_of(subscription, event, key=key, entry=entry, ticket=ticket, origin=origin),
        next_at=now,
        until_at=now + TRIED_FOR,
        created_at=now,
    )


@action
def send_again(*, actor: Person | None, subscription: Subscription, delivery: int) -> Delivery:
    """Send it once more, the same as it was; the other side knows it by its `id`. Raises NotAllowed, NotFound, Conflict
    while it is on its way, and for a test."""
    require(may_subscribe(actor))
    row = locked(subscription)
    found = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("ticket")
        .filter(subscription=row, pk=delivery)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such delivery."))
    if found.event == TEST:
        raise Conflict(_("Send another test instead."))
    if found.state == DeliveryState.WAITING:
        raise Conflict(_("This is on its way already."))
    if row.mode == Mode.OFF:
        raise Conflict(_("It is switched off. Switch it on first."))
    now = clock.now()
    found.state, found.tries, found.problem = DeliveryState.WAITING, 0, ""
    found.next_at, found.until_at = now, now + TRIED_FOR
    found.save(update_fields=["state", "tries", "problem", "next_at", "until_at"])
    jobs.enqueue("telling.send", subscription=row.pk)
    return found


@action
def settle(*, delivery: int, subscription: int, outcome: Outcome) -> None:
    """Keep what came of a try, and what follows from it for the subscription. Nothing when it is gone or over."""
    row = Subscription.objects.select_for_update(no_key=True).filter(pk=subscription).first()
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("ticket")
    found = rows.filter(pk=delivery, state=DeliveryState.WAITING).first()
    if row is None or found is None:
        return
    now = clock.now()
    _note_try(found, outcome, now)
    if found.event == TEST:
        return
    if outcome.fate == Fate.DELIVERED:
        row.failures, row.failing_since, row.rest_until, row.told_at = 0, None, None, None
        row.arrived_at = now
        row.save(update_fields=["failures", "failing_since", "rest_until", "told_at", "arrived_at"])
        return
    _note_failure(row, found, outcome, now)


def _note_try(found: Delivery, outcome: Outcome, now: datetime) -> None:
    found.tries, found.tried_at = found.tries + 1, now
    found.status, found.problem = outcome.status, outcome.problem[:300]
    hidden = found.ticket is not None and found.ticket.confidential
    found.excerpt = "" if hidden else outcome.excerpt[:300]
    found.state, found.next_at = _after(found, outcome, now)
    found.save(update_fields=["tries", "tried_at", "status", "problem", "excerpt", "state", "next_at"])


def _after(found: Delivery, outcome: Outcome, now: datetime) -> tuple[DeliveryState, datetime | None]:
    if outcome.fate == Fate.DELIVERED:
        return DeliveryState.DELIVERED, None
    if outcome.fate == Fate.REFUSED:
        return DeliveryState.REFUSED, None
    later = None if found.event == TEST else next_try(found.tries, now, found.until_at, outcome.wait)
    return (DeliveryState.WAITING, later) if later else (DeliveryState.GIVEN_UP, None)


def _note_failure(row: Subscription, found: Delivery, outcome: Outcome, now: datetime) -> None:
    """It is left in peace for a while; what won't arrive is told to its owner, and so is that it is paused."""
    row.failures += 1
    row.failing_since = row.failing_since or now
    row.rest_until = rest(row.failures, now)
    over = found.state in (DeliveryState.GIVEN_UP, DeliveryState.REFUSED)
    if outcome.fate == Fate.GONE:
        _pause(row, Because.GONE)
    elif row.failures >= MANY_FAILURES and now - row.failing_since >= FAILING_FOR:
        _pause(row, Because.FAILING)
    elif over and (row.told_at is None or now - row.told_at >= TOLD_EVERY):
        row.told_at = now
        _tell_of(row, found)
    row.save(update_fields=["failures", "failing_since", "rest_until", "told_at", "mode", "paused_because"])
    if row.mode == Mode.ON:
        jobs.enqueue("telling.send", run_at=row.rest_until, subscription=row.pk)


def _pause(row: Subscription, because: Because) -> None:
    if row.mode != Mode.ON:
        return
    row.mode, row.paused_because = Mode.PAUSED, because
    told = PausedByItself(subscription=row.pk, title=row.name, people=_owners(row), because=because)
    note(row, told, None)


def _tell_of(row: Subscription, found: Delivery) -> None:
    number = found.ticket.number if found.ticket else ""
    problem = found.problem or str(found.status or "")
    told = NotArriving(
        subscription=row.pk,
        title=row.name,
        people=_owners(row),
        problem=problem,
        event=found.event,
        number=number,
    )
    note(row, told, None)


def _owners(row: Subscription) -> list[int]:
    """Who answers for it; when they have left, all who administer the portal."""
    if row.owner.is_active and is_portal_admin(row.owner):
        return [row.owner_id]
    return [person.pk for person in people_with(Role.PORTAL_ADMINISTRATOR)]

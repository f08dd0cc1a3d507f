"""Giving, extending, reviewing and ending access, each with its entry on the request's stream.

What the other systems have to do is the workflow's: it waits for `grant.ended` (block grant_end).
`actor=None` is the portal itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.kit.sweeping import AT_ONCE, SECONDS, each
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.entries import (
    AccessEnded,
    AccessEnding,
    AccessGranted,
    AccessKept,
    AccessReview,
)
from ventanilla.records.grants.models import Grant
from ventanilla.records.grants.policies import may_give_up, may_judge
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Terms:
    """How long, and what happens before the end. `until` None: without end."""

    until: datetime | None = None
    remind_before: timedelta | None = None
    review_days: int | None = None


@action
def give(
    *, ticket: Ticket, holder: Person, access: str, label: Localized, terms: Terms
) -> tuple[Grant, bool]:
    """Give access, or let one that the person has go on: whether it was extended. An end is never moved nearer, and
    asking again for what has no end changes nothing."""
    found = _active(holder, access)
    if found is None:
        try:
            with transaction.atomic():
                found = _new(ticket, holder, access, label, terms)
        except IntegrityError:  # somebody else's request gave the same just now
            found = _active(holder, access)
            assert found is not None
        else:
            _tell(found, ticket, extended=False)
            return found, False
    _extend(found, ticket, label, terms)
    _tell(found, ticket, extended=True)
    return found, True


def _active(holder: Person, access: str) -> Grant | None:
    return Grant.objects.select_for_update().filter(holder=holder, access=access, ended_at=None).first()


def _new(ticket: Ticket, holder: Person, access: str, label: Localized, terms: Terms) -> Grant:
    now = clock.now()
    return Grant.objects.create(
        access=access,
        label=dict(label),
        holder=holder,
        service=ticket.service,
        ticket=ticket,
        since=now,
        until=terms.until,
        remind_at=_remind_at(terms),
        review_days=terms.review_days,
        review_at=now + timedelta(days=terms.review_days) if terms.review_days else None,
    )


def _remind_at(terms: Terms) -> datetime | None:
    if terms.until is None or terms.remind_before is None:
        return None
    return max(terms.until - terms.remind_before, clock.now())


def _extend(grant: Grant, ticket: Ticket, label: Localized, terms: Terms) -> None:
    grant.label, grant.extended_by = dict(label), ticket
    if grant.until is not None and (terms.until is None or terms.until > grant.until):
        grant.until, grant.remind_at = terms.until, _remind_at(terms)
    if terms.review_days:
        grant.review_days, grant.review_asked = terms.review_days, False
        grant.review_at = clock.now() + timedelta(days=terms.review_days)
    grant.save()


@action
def move_end(*, grant: Grant, ticket: Ticket, terms: Terms) -> bool:
    """The answers of the request that gave it have changed: let it end when they say now. Returns whether that is
    another moment. What is over, and what another request has extended, stays as it is."""
    row = _locked(grant.pk)
    theirs = row.ticket_id != ticket.pk or row.extended_by_id not in (None, ticket.pk)
    if theirs or row.ended_at is not None or row.until == terms.until:
        return False
    row.until, row.remind_at = terms.until, _remind_at(terms)
    row.save(update_fields=["until", "remind_at"])
    _tell(row, ticket, extended=True)
    return True


def _tell(grant: Grant, ticket: Ticket, *, extended: bool) -> None:
    told = AccessGranted(
        grant=grant.pk,
        label=grant.label,
        holder=grant.holder_id,
        holder_name=grant.holder.name,
        until=grant.until,
        extended=extended,
    )
    record(ticket.stream, told, actor=None)


@action
def end(*, actor: Person | None, grant: Grant, reason: EndReason) -> Grant:
    """The person doesn't have it any more. Raises NotFound when it isn't for `actor` to say, Conflict when it is over
    already."""
    row = _locked(grant.pk)
    allowed = (
        actor is None or may_judge(actor, row) or (reason == EndReason.GIVEN_UP and may_give_up(actor, row))
    )
    if not allowed:
        raise NotFound(_("There is no such access, or it isn't for you to end."))
    if row.ended_at is not None:
        raise Conflict(_("This access is over already."))
    _end(row, actor, reason)
    return row


def _locked(pk: int) -> Grant:
    ticket = Grant.objects.filter(pk=pk).values_list("ticket", flat=True).first()
    if ticket is not None:
        Ticket.objects.select_for_update().filter(pk=ticket).first()  # the ticket is always the first lock
    row = Grant.objects.select_for_update(of=("self",)).filter(pk=pk)
    found = row.select_related("holder", "service", "ticket__stream").first()
    if found is None:
        raise NotFound(_("There is no such access, or it isn't for you to end."))
    return found


def _end(row: Grant, actor: Person | None, reason: EndReason) -> None:
    row.ended_at, row.end_reason = clock.now(), reason
    row.save(update_fields=["ended_at", "end_reason"])
    record(row.ticket.stream, AccessEnded(**_about(row), reason=reason), actor=actor)


def _about(row: Grant) -> dict[str, object]:
    return {"grant": row.pk, "label": row.label, "holder": row.holder_id, "holder_name": row.holder.name}


@action
def keep(*, actor: Person, grant: Grant) -> Grant:
    """Somebody looked at it and it is still needed: the next look is due in as many days again.

    Raises NotFound, or Conflict when it is over.
    """
    row = _locked(grant.pk)
    if not may_judge(actor, row):
        raise NotFound(_("There is no such access, or it isn't for you to end."))
    if row.ended_at is not None:
        raise Conflict(_("This access is over already."))
    row.review_at = clock.now() + timedelta(days=row.review_days) if row.review_days else None
    row.review_asked = False
    row.save(update_fields=["review_at", "review_asked"])
    record(row.ticket.stream, AccessKept(**_about(row)), actor=actor)
    return row


@action
def end_all_of(*, holder: Person, reason: EndReason = EndReason.LEFT) -> int:
    """Somebody leaves: nothing is theirs any more. Returns how many ended."""
    rows = Grant.objects.filter(holder=holder, ended_at=None).order_by("ticket", "pk")
    return sum(_end_now(pk, reason) for pk in rows.values_list("pk", flat=True))


def _end_now(pk: int, reason: EndReason) -> int:
    row = _locked(pk)
    if row.ended_at is not None:
        return 0
    _end(row, None, reason)
    return 1


def end_due(seconds: float = SECONDS) -> int:
    """End every access whose time is over, each in a transaction of its own, for so many seconds; returns how many."""
    due = Grant.objects.filter(ended_at=None, until__lte=clock.now()).order_by("until")
    return each(list(due.values_list("pk", flat=True)[:AT_ONCE]), _end_if_due, seconds=seconds)


@action
def _end_if_due(pk: int) -> int:
    row = _locked(pk)
    if row.ended_at is not None or row.until is None or row.until > clock.now():
        return 0  # extended meanwhile
    _end(row, None, EndReason.EXPIRED)
    return 1


def tell_due(seconds: float = SECONDS) -> int:
    """Remind of accesses that end soon, and ask for those to be looked at, for so many seconds each; returns of how
    many."""
    now = clock.now()
    remind = Grant.objects.filter(ended_at=None, remind_at__lte=now).order_by("remind_at")
    review = Grant.objects.filter(ended_at=None, review_at__lte=now, review_asked=False)
    count = each(list(remind.values_list("pk", flat=True)[:AT_ONCE]), _remind, seconds=seconds / 2)
    return count + each(
        list(review.values_list("pk", flat=True)[:AT_ONCE]), _ask_to_look, seconds=seconds / 2
    )


@action
def _remind(pk: int) -> int:
    row = _locked(pk)
    if row.ended_at is not None or row.remind_at is None or row.remind_at > clock.now() or row.until is None:
        return 0
    row.remind_at = None
    row.save(update_fields=["remind_at"])
    record(row.ticket.stream, AccessEnding(**_about(row), until=row.until), actor=None)
    return 1


@action
def _ask_to_look(pk: int) -> int:
    row = _locked(pk)
    if row.ended_at is not None or row.review_at is None or row.review_asked:
        return 0
    row.review_asked = True
    row.save(update_fields=["review_asked"])
    record(row.ticket.stream, AccessReview(**_about(row), reviewers=[row.service.owner_id]), actor=None)
    return 1

"""Other working hours: what is due by them is worked out anew."""

from __future__ import annotations

import logging

from django.db.models import Q, QuerySet

from ventanilla.core.calendars.models import Calendar
from ventanilla.core.people.models import Department
from ventanilla.core.timeline.actions import action
from ventanilla.engines.sla import actions as sla
from ventanilla.engines.workflow.runtime import promise
from ventanilla.records.tickets.actions import locked
from ventanilla.records.tickets.choices import ENDED
from ventanilla.records.tickets.models import Ticket

log = logging.getLogger(__name__)


def recount_after_change(*, calendar: int | None = None, department: int | None = None) -> int:
    """Look again at the open tickets that live by this calendar, or are of this department; returns how many there
    were. Each in a transaction of its own; doing it twice changes nothing. Steps that have begun keep their dates.

    Raises RuntimeError at the end when some could not be done, so that the job is tried again.
    """
    departments = [department] if department is not None else departments_by(calendar or 0)
    rows = Ticket.objects.filter(department__in=departments).exclude(status__in=ENDED).order_by("pk")
    done, failed = 0, 0
    for ticket in rows.values_list("pk", flat=True):
        try:
            recount(ticket=ticket)
            done += 1
        except Exception:
            failed += 1
            log.exception("the dates of ticket %s could not be worked out anew", ticket)
    if failed:
        raise RuntimeError(f"{failed} tickets could not be looked at")
    return done


@action
def recount(*, ticket: int) -> None:
    """The targets of one ticket, and the date that was promised, by the hours as they are now."""
    current = locked(ticket)
    sla.recount(current)
    promise.recount(ticket=current)


def departments_by(calendar: int) -> QuerySet[Department]:
    """Those that work by this calendar: it is their own, or they have none and it holds for everybody."""
    ours = Q(calendar=calendar)
    if Calendar.objects.filter(pk=calendar, is_default=True).exists():
        ours |= Q(calendar=None)
    return Department.objects.filter(ours)

"""What happens to clocks. Every action here is called with the ticket's row locked, or locks it first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ventanilla.core.calendars.hours import NeverOpen
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.rules import Facts
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.sla import reckoning, thresholds
from ventanilla.engines.sla.because import Words, reasons, traced
from ventanilla.engines.sla.choices import ClockKind
from ventanilla.engines.sla.entries import Breached, TargetsMoved
from ventanilla.engines.sla.models import Clock
from ventanilla.engines.sla.queries import CLOCKS
from ventanilla.engines.sla.reckoning import Named
from ventanilla.engines.sla.targets import Aim, Given, promises_of, targets_of
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.facts import surroundings
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.outages import report_of
from ventanilla.records.tickets.queries import ticket_facts


@action
def set_targets(
    ticket: Ticket,
    *,
    outputs: Facts | None = None,
    write: Callable[[Mapping[str, str]], dict[str, str]] = dict,
) -> None:
    """Start the clocks that the service promises for this ticket, counted from when it was asked for; where
    one runs already and another promise fits now (the priority has changed, or the workflow has left something behind:
    `outputs`), let it run to that one. `write` fills in the words with which a promise says why it counts.

    A promise that was broken, kept or withdrawn is left as it is. One for a day goes when there is no such day any
    more and nothing else is promised. Raises RuleFault when a rule can't be evaluated, NeverOpen when the department's
    calendar has no working time.
    """
    package = package_of(ticket.version)
    if not (package.deadlines.first_response or package.deadlines.resolution):
        return
    given, words = _given(ticket, outputs or {}), Words(package)
    known = {ClockKind(row.kind): row for row in CLOCKS(ticket=ticket.pk) if row.block == ""}
    settled = {kind for kind, row in known.items() if row.breached_at or row.stopped_at}
    found = targets_of(package, given)
    for kind, aim in found.items():
        _aim(known.get(kind) or _new(ticket, kind), aim, words)
    gone = {kind for kind in known.keys() - found.keys() - settled if known[kind].named}
    for kind in gone:
        known[kind].delete()
    told = {
        str(kind): traced(promises, words, given, found.get(kind), write)
        for kind, promises in promises_of(package).items()
        if kind not in settled and (kind in found or kind in gone or kind not in known)
    }
    _keep(ticket, {kind: lines for kind, lines in told.items() if lines})


def _given(ticket: Ticket, outputs: Facts) -> Given:
    facts = {**ticket_facts(ticket), **outputs}
    department = ticket.department
    return Given(facts, surroundings(department), working_hours(department.calendar), ticket.created_at)


def _keep(ticket: Ticket, told: dict[str, list[dict[str, Any]]]) -> None:
    """Keep why the targets are what they are, on the ticket: those that stay as they were keep what was told."""
    before = ticket.traces.get("targets", {})
    if told and before | told != before:
        ticket.traces = {**ticket.traces, "targets": before | told}
        ticket.save(update_fields=["traces"])


def _new(ticket: Ticket, kind: ClockKind) -> Clock:
    return Clock(ticket=ticket, kind=kind, calendar=ticket.department.calendar, started_at=ticket.created_at)


def _aim(row: Clock, aim: Aim, words: Words) -> None:
    within = aim.promise.within
    amount, unit = (within.amount, within.unit) if within else (0, "")
    named = aim.named.as_json() if aim.named else {}
    target = (amount, unit, named, reasons(aim.promise, words))
    if target == (row.amount, row.unit, row.named, row.because) or row.breached_at or row.stopped_at:
        return
    was_day, is_new = bool(row.named), row.pk is None
    row.amount, row.unit, row.named, row.because = target
    _wait_otherwise(row)
    row.due_at = _due(row)
    row.save()
    thresholds.lay(row, aim.promise.thresholds, is_new=is_new)
    if was_day and not row.named:
        _stand_as_before(row)


@action
def follow(ticket: Ticket) -> None:
    """Bring the clocks in line with where the ticket stands: paused while it waits, stopped when it has
    ended, else running. A reopened ticket runs on with the time it had left. A promise for a day is never
    paused, and kept for good when the day is over. Doing it twice changes nothing."""
    halted = not ticket.ended and _stands_still(ticket)
    for row in LOCKED(ticket=ticket.pk):
        row.ticket = ticket
        if ticket.ended:
            _stop(row)
        elif row.stopped_at and (row.kind == ClockKind.FIRST_RESPONSE or _day_is_over(row)):
            continue
        elif halted:
            _wait_for_the_day(row) if row.named else _pause(row)
        else:
            _run_on(row)


@action
def recount(ticket: Ticket) -> None:
    """The working hours of its department are other ones now: what still runs is counted anew from its beginning,
    with its pauses. What was kept or broken stays so. Doing it twice changes nothing; hours that are never open move
    nothing."""
    hours = ticket.department.calendar
    moved: dict[str, tuple[datetime, datetime]] = {}
    for row in LOCKED(ticket=ticket.pk):
        if row.stopped_at or row.breached_at:
            continue
        old, row.calendar = row.due_at, hours
        try:
            row.due_at = _due(row)
            thresholds.move(row)
        except NeverOpen:
            continue
        row.save(update_fields=["calendar", "due_at"])
        if row.due_at != old:
            moved[str(row.kind)] = (old, row.due_at)
    if moved:
        record(ticket.stream, TargetsMoved(moved=moved), actor=None)


def _stands_still(ticket: Ticket) -> bool:
    """Whether it waits for somebody for whom the service stops its clocks. For the end of an outage it always does."""
    whom = {ticket.traces.get("held"), "supplier" if ticket.supplier else None}
    waits = ticket.status == Status.WAITING
    if waits:
        whom.add("requester")
    if whom & set(package_of(ticket.version).deadlines.pauses_for):
        return True
    return waits and report_of(ticket) is not None


@action
def answered(ticket: Ticket) -> None:
    """The team has answered or done something for the first time: that promise is kept."""
    for row in LOCKED(ticket=ticket.pk):
        if row.kind == ClockKind.FIRST_RESPONSE:
            row.ticket = ticket
            _stop(row)


LOCKED = StandingRows(
    lambda ticket: (
        Clock.objects.select_for_update(of=("self",)).filter(ticket=ticket).select_related("calendar")
    ),
    ticket=-1,
)


@action
def ring(ticket_id: int) -> bool:
    """Record the broken promises of one ticket, unless somebody is just working on it (then the next sweep
    comes by). Returns whether it was free."""
    rows = Ticket.objects.select_for_update(of=("self",), skip_locked=True).select_related("stream")
    ticket = rows.filter(pk=ticket_id).first()
    if ticket is None:
        return False
    open_clocks = Clock.objects.filter(ticket=ticket, stopped_at=None, paused_at=None)
    for row in open_clocks.select_for_update().order_by("due_at"):
        _note_breach(row, clock.now())
    thresholds.pass_due(ticket)
    return True


def _pause(row: Clock) -> None:
    if row.paused_at:
        return
    now = clock.now()
    _note_breach(row, now)
    since, row.stopped_at = row.stopped_at, None
    row.paused_at = since or now
    row.save(update_fields=["paused_at", "stopped_at"])


def _stop(row: Clock) -> None:
    if row.stopped_at:
        return
    if row.paused_at is None:
        _note_breach(row, clock.now())
    row.stopped_at = clock.now()
    row.save(update_fields=["stopped_at"])


def _wait_for_the_day(row: Clock) -> None:
    """The ticket waits while the clock runs to a named day: from when is kept, in case the day is taken back."""
    if row.stopped_at:
        _run_on(row)
    if row.waits_since is None:
        row.pauses = [*row.pauses, [clock.now().isoformat()]]
        row.save(update_fields=["pauses"])


def _wait_otherwise(row: Clock) -> None:
    """A time has become a day, or a day a time: a wait under way lets a time stand still, and not a day."""
    if row.named and row.paused_at:
        row.pauses = [*row.pauses, [row.paused_at.isoformat()]]
        row.paused_at = None
    elif not row.named and row.waits_since:
        row.paused_at, row.pauses = row.waits_since, row.pauses[:-1]


def _stand_as_before(row: Clock) -> None:
    """The day was taken back: while the ticket waits the clock stands still, from when the waiting began. It can be
    missed only if it was before that."""
    if row.paused_at is None:
        if _stands_still(row.ticket):
            _pause(row)
    elif row.due_at < row.paused_at:
        _note_breach(row, clock.now())


def _day_is_over(row: Clock) -> bool:
    return bool(row.named) and row.due_at <= clock.now()


def _go_on(row: Clock) -> None:
    """It stood still until now, or the ticket waited while it ran to a day."""
    since = row.waits_since or row.halted_at
    if since is not None:
        over = [pause for pause in row.pauses if len(pause) == 2]
        row.pauses = [*over, [since.isoformat(), clock.now().isoformat()]]
    row.paused_at = row.stopped_at = None


def _run_on(row: Clock) -> None:
    if row.halted_at is None and row.waits_since is None:
        return
    _go_on(row)
    if row.breached_at is None:
        row.due_at = _due(row)
    row.save(update_fields=["pauses", "paused_at", "stopped_at", "due_at"])
    thresholds.move(row)


def _note_breach(row: Clock, at: datetime) -> None:
    if row.breached_at or row.stopped_at or row.due_at >= at:
        return
    row.breached_at = at
    row.save(update_fields=["breached_at"])
    record(row.ticket.stream, Breached(kind=row.kind, due_at=row.due_at), actor=None)


def _due(row: Clock) -> datetime:
    hours = working_hours(row.calendar)
    if row.named:
        return Named.from_json(row.named).due(hours)
    return reckoning.due(hours, row.started_at, row.amount, row.unit, row.past_pauses())

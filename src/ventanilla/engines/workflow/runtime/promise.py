"""The one date that is promised for a ticket (B05), and why it moves.

It begins as the lead time that was told before asking, or the team's own target where that is later, or the day
that the answers name (`ready_by`). It moves by as long as the ticket waited for an answer, and to the date of a
step or target that lies after it: no page shows two dates that can't both be true.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ventanilla.core.blueprint.package import Package
from ventanilla.core.calendars.hours import NeverOpen
from ventanilla.core.calendars.offsets import end_of
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.people.models import Department
from ventanilla.core.rules import RuleFault, as_json, compute
from ventanilla.core.timeline.actions import action, record, so_far, to_come
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.sla import reckoning
from ventanilla.engines.sla.choices import ClockKind
from ventanilla.engines.sla.explaining import said_of
from ventanilla.engines.sla.queries import resolution_due
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.entries import PromiseMoved
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.dates import latest_step
from ventanilla.records.catalog.queries import package_of, told_until
from ventanilla.records.tickets.choices import ENDED, Status
from ventanilla.records.tickets.facts import surroundings, zone_of
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import ticket_facts

AMENDED, MOVED = "ticket.answers_amended", "ticket.status_changed"
RETHOUGHT = (AMENDED, "ticket.priority_set")
"""What may move targets and steps, and with them the date: at the end of what follows from it, it is looked at."""
Why = tuple[str, dict[str, str] | None]

RETURNED, WAITED, REOPENED, STEP, CHANGED = "returned", "waited", "reopened", "step", "changed"
SUPPLIER, HOURS = "supplier", "hours"
INSIDE = "inside"
"""A step that is kept from who asks: it isn't named."""
SAID = "said"
"""The service itself says why, in place of the name of a step."""


@action
def begin(*, ticket: Ticket) -> None:
    """Promise the first date: nobody has been told another one for this ticket."""
    wanted = _asked_for(ticket) or later(ticket.promised_at, resolution_due(ticket))
    if wanted != ticket.promised_at:
        ticket.promised_at = wanted
        ticket.save(update_fields=["promised_at"])


@action
def resume(*, ticket: Ticket, entry: Entry) -> None:
    """The ticket goes on after it waited or was over (`entry` says so): the date moves by as long as that took, as far
    as it hasn't been moved so far meanwhile, and to where steps and targets lie now."""
    old, new = entry.payload["old"], entry.payload["new"]
    if not _goes_on(entry) or new in (*ENDED, Status.WAITING):
        return
    amended = any(each.type == AMENDED for each in so_far(ticket.stream_id))
    because = CHANGED if amended else STEP
    since = _since(entry, str(old))
    if since is None or ticket.promised_at is None or package_of(ticket.version).ready_by is not None:
        _settle(ticket, because)
        return
    to = _shifted(ticket, _told_by(ticket, since), since, entry.at)
    _settle(ticket, because, (to, _why(ticket, since, str(old))))


def _goes_on(entry: Entry) -> bool:
    """Whether it leaves a status in which nobody worked on it."""
    old = entry.payload.get("old")
    return entry.type == MOVED and (old == Status.WAITING or old in ENDED)


def _told_by(ticket: Ticket, since: datetime) -> datetime:
    """The date that was promised at a moment."""
    rows = Entry.objects.filter(stream=ticket.stream_id, type=PromiseMoved.name, at__gte=since)
    payload = rows.order_by("position").values_list("payload", flat=True).first()
    assert ticket.promised_at is not None
    return datetime.fromisoformat(payload["old"]) if payload else ticket.promised_at


@action
def expect(*, ticket: Ticket, entry: Entry) -> None:
    """It waits for a supplier (`entry` says so): when they are expected after the promised date, that moves at once."""
    until = entry.payload.get("until")
    if until is None or not _may_move(ticket):
        return
    at = _end_of(date.fromisoformat(until), ticket.department)
    if _islater(ticket, at):
        _move(ticket, at, SUPPLIER)


@action
def resume_after_supplier(*, ticket: Ticket, entry: Entry) -> None:
    """It waits for a supplier no longer (`entry` says so): the date lies as much later as that took, unless it was
    moved as far already."""
    since, promised = entry.payload.get("since"), entry.payload.get("promised")
    if since is None or promised is None or not _may_move(ticket):
        return
    first = datetime.fromisoformat(promised)
    to = _shifted(ticket, first, datetime.fromisoformat(since), entry.at)
    if _islater(ticket, to):
        _move(ticket, to, SUPPLIER)


def _may_move(ticket: Ticket) -> bool:
    """A day that the answers name stays where it is."""
    return not ticket.ended and package_of(ticket.version).ready_by is None


@action
def keep(*, ticket: Ticket, because: str = STEP) -> None:
    """Bring the date in line with what has become of steps and targets; nothing happens when it can still be kept.

    It moves once in an action: when more is to come that moves it, it is looked at then.
    """
    if not ticket.ended and not _looked_at_later(ticket, because):
        _settle(ticket, because)


def _looked_at_later(ticket: Ticket, because: str) -> bool:
    """Whether what follows from another entry, or from this one, ends by looking at it."""
    ahead = to_come(ticket.stream_id)
    rethought = to_come(ticket.stream_id, and_now=because in (STEP, SAID))
    return any(entry.type in RETHOUGHT for entry in rethought) or any(map(_goes_on, ahead))


def _settle(ticket: Ticket, because: str, shifted: tuple[datetime, str] | None = None) -> None:
    """Move the date to the latest of what counts now, once: the day that was asked for, where a pause (`shifted`) has
    brought it, the target, and the steps under way."""
    if ticket.promised_at is None:
        if because in (SAID, CHANGED):
            begin(ticket=ticket)
        return
    asked = _asked_for(ticket) if because == CHANGED else None
    why: Why | None = (CHANGED, None) if asked else None
    wanted = asked or ticket.promised_at
    if shifted and _is_after(ticket, shifted[0], wanted):
        wanted, why = shifted[0], (shifted[1], None)
    due = resolution_due(ticket)
    if due and _is_after(ticket, due, wanted):
        wanted, why = due, _why_due(ticket, because, shifted)
    step = latest_step(ticket)
    if step and _is_after(ticket, step.due_at, wanted):
        wanted, why = step.due_at, (INSIDE, None) if step.kept else (STEP, step.title)
    if why:
        _move(ticket, wanted, *why)


def _why_due(ticket: Ticket, because: str, shifted: tuple[datetime, str] | None) -> Why:
    """What is said of a date that follows the target."""
    if because == HOURS:
        return HOURS, None
    said = said_of(ticket, ClockKind.RESOLUTION) if because in (SAID, CHANGED) else {}
    return (SAID, said) if said else (shifted[1] if shifted else CHANGED, None)


@action
def recount(*, ticket: Ticket) -> None:
    """The working hours of its department are other ones now. A date that never moved is worked out as at the
    beginning; one that did stays, or goes to the next day on which somebody works. Doing it twice changes nothing."""
    if ticket.ended or ticket.promised_at is None:
        return
    try:
        wanted = _on_a_working_day(ticket) if "promise" in ticket.traces else _from_the_beginning(ticket)
    except NeverOpen:
        return
    if wanted is not None:
        _move(ticket, wanted, HOURS)
    keep(ticket=ticket, because=HOURS)


def _from_the_beginning(ticket: Ticket) -> datetime | None:
    lead = told_until(package_of(ticket.version), ticket.department, ticket.created_at)
    return _asked_for(ticket) or later(lead, resolution_due(ticket))


def _on_a_working_day(ticket: Ticket) -> datetime | None:
    hours, day = (
        working_hours(ticket.department.calendar),
        _day(ticket, ticket.promised_at or ticket.created_at),
    )
    return None if hours.is_working_day(day) else hours.closing(hours.nth_working_day(day, 0))


def _move(ticket: Ticket, to: datetime, because: str, step: dict[str, str] | None = None) -> None:
    was = ticket.promised_at
    if was is None or _day(ticket, was) == _day(ticket, to):
        return
    ticket.promised_at = to
    if _is_untold(ticket):
        ticket.save(update_fields=["promised_at"])
        return
    kept: dict[str, Any] = {"because": because, "step": step or {}, "was": was.isoformat()}
    ticket.traces = {**ticket.traces, "promise": kept}
    ticket.save(update_fields=["promised_at", "traces"])
    record(ticket.stream, PromiseMoved(old=was, new=to, because=because, step=step or {}), actor=None)


def _is_untold(ticket: Ticket) -> bool:
    """Whether it is just being asked for, and nobody was told a date before: neither how long it takes, nor a day of
    their own."""
    package = package_of(ticket.version)
    if package.lead_time is not None or package.ready_by is not None:
        return False
    return any(entry.type == "ticket.submitted" for entry in so_far(ticket.stream_id))


def _asked_for(ticket: Ticket) -> datetime | None:
    """The end of the day that the answers name, for services that promise it."""
    package = package_of(ticket.version)
    return None if package.ready_by is None else day_named(package, ticket_facts(ticket), ticket.department)


def day_named(package: Package, facts: Mapping[str, Any], department: Department) -> datetime | None:
    """The end of the day that `ready_by` gives by these facts; None when that is no day."""
    try:
        day = date.fromisoformat(str(as_json(compute(package.ready_by, facts, surroundings(department)))))
    except (RuleFault, ValueError):
        return None
    return _end_of(day, department)


def _end_of(day: date, department: Department) -> datetime:
    return end_of(working_hours(department.calendar), day)


def _shifted(ticket: Ticket, promised: datetime, since: datetime, until: datetime) -> datetime:
    """A promised date moved by a pause, in the measure in which it was promised."""
    lead = package_of(ticket.version).lead_time
    unit = lead.latest.unit if lead else "business_days"
    hours = working_hours(ticket.department.calendar)
    return reckoning.moved(hours, promised, unit, (since, until))


def _since(entry: Entry, status: str) -> datetime | None:
    """When the ticket came to the status that it leaves now."""
    rows = Entry.objects.filter(stream=entry.stream_id, type=entry.type, position__lt=entry.position)
    found = rows.filter(payload__new=status).order_by("-position").values_list("at", flat=True)
    return found.first()


def _why(ticket: Ticket, since: datetime, status: str) -> str:
    if status in ENDED:
        return REOPENED
    corrected = Task.objects.filter(ticket=ticket, kind=TaskKind.CORRECTION, ended_at__gte=since)
    return RETURNED if corrected.exists() else WAITED


def _islater(ticket: Ticket, at: datetime) -> bool:
    return ticket.promised_at is not None and _is_after(ticket, at, ticket.promised_at)


def _is_after(ticket: Ticket, at: datetime, other: datetime) -> bool:
    return _day(ticket, at) > _day(ticket, other)


def _day(ticket: Ticket, at: datetime) -> date:
    return at.astimezone(zone_of(ticket.department)).date()


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other

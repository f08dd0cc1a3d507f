"""Reading clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.calendars.hours import WorkingHours
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.standing import MANY, Standing, StandingRows
from ventanilla.engines.sla import reckoning, wording
from ventanilla.engines.sla.choices import ClockKind, ClockState
from ventanilla.engines.sla.models import Clock, Mark
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class ClockView:
    """A clock as a page shows it. `remaining` says in words what is left, or by how much it is late; `within` is the
    promise («4 working hours»; nothing for a day), `because` the rule that made it so, a line a part."""

    ticket: int
    kind: ClockKind
    label: str
    state: ClockState
    due_at: datetime
    remaining: str
    within: str = ""
    because: tuple[str, ...] = ()


def clocks(ticket: Ticket) -> list[ClockView]:
    """The clocks of a ticket, the first response first, in the active language."""
    return list(_views(CLOCKS(ticket=ticket.pk)))


CLOCKS = StandingRows(
    lambda ticket: Clock.objects.filter(ticket=ticket).select_related("calendar").order_by("kind", "block"),
    ticket=-1,
)


def next_due(tickets: Iterable[Ticket]) -> dict[int, ClockView]:
    """For each of `tickets` that has one, the clock that runs out next, by ticket id: one query for a
    list."""
    found: dict[int, ClockView] = {}
    for shown in _views(OPEN(tickets=[ticket.pk for ticket in tickets])):
        found.setdefault(shown.ticket, shown)
    return found


OPEN = StandingRows(
    lambda tickets: (
        Clock.objects.filter(ticket__in=tickets, stopped_at=None)
        .select_related("calendar")
        .order_by("due_at")
    ),
    tickets=MANY,
)


def resolution_due(ticket: Ticket) -> datetime | None:
    """By when the team means to have resolved it; None without a target, or when it was reached."""
    return next((due_at for (due_at,) in RESOLUTION(ticket=ticket.pk)), None)


RESOLUTION = Standing(
    lambda ticket: Clock.objects.filter(
        ticket=ticket, kind=ClockKind.RESOLUTION, block="", stopped_at=None
    ).values_list("due_at"),
    ticket=-1,
)


def may_stand_still(ticket: Ticket) -> bool:
    """Whether something is promised that a wait moves: a day is when it is."""
    return any(not row.named and row.stopped_at is None for row in CLOCKS(ticket=ticket.pk))


def stands_still(ticket: Ticket) -> bool:
    """Whether a clock stands still until somebody else has done their part."""
    return any(row.paused_at and row.stopped_at is None for row in CLOCKS(ticket=ticket.pk))


def running_out(at: datetime) -> QuerySet[Clock]:
    """The clocks that were due before `at` and about which nobody has been told, the earliest first."""
    rows = Clock.objects.filter(stopped_at=None, paused_at=None, breached_at=None, due_at__lt=at)
    return rows.order_by("due_at", "pk")


def marks_due(at: datetime) -> QuerySet[Mark]:
    """The moments of running clocks that have come by `at` and were not passed, the earliest first."""
    rows = Mark.objects.filter(
        passed_at=None, fires_at__lte=at, clock__stopped_at=None, clock__paused_at=None
    )
    return rows.order_by("fires_at", "pk")


def marks_of(ticket: Ticket) -> list[Mark]:
    """The moments of a ticket's clocks, passed and still to come, in order."""
    return MARKS(ticket=ticket.pk)


MARKS = StandingRows(
    lambda ticket: (
        Mark.objects.filter(clock__ticket=ticket).select_related("clock").order_by("fires_at", "pk")
    ),
    ticket=-1,
)


def state_of(row: Clock) -> ClockState:
    """How a clock stands now: one past its time is missed even when no sweep has come by yet."""
    if row.breached_at or (row.halted_at or clock.now()) > row.due_at:
        return ClockState.MISSED
    if row.stopped_at:
        return ClockState.MET
    return ClockState.PAUSED if row.paused_at else ClockState.RUNNING


def _views(rows: Iterable[Clock]) -> Iterator[ClockView]:
    hours: dict[int | None, WorkingHours] = {}
    for row in rows:
        if row.calendar_id not in hours:
            hours[row.calendar_id] = working_hours(row.calendar)
        yield _view(row, hours[row.calendar_id])


def _view(row: Clock, hours: WorkingHours) -> ClockView:
    kind, state = ClockKind(row.kind), state_of(row)
    because = row.because.get((get_language() or "")[:2], [])
    return ClockView(
        row.ticket_id,
        kind,
        str(kind.label),
        state,
        row.due_at,
        _remaining(row, state, hours),
        "" if row.named else wording.promised(row.amount, row.unit),
        tuple(because),
    )


def _remaining(row: Clock, state: ClockState, hours: WorkingHours) -> str:
    if state == ClockState.MET:
        return ""
    if state == ClockState.MISSED:
        late = (row.stopped_at or clock.now()) - row.due_at
        return _("%(time)s late") % {"time": wording.length(late)}
    return _("%(time)s left") % {"time": _left(row, hours)}


def _left(row: Clock, hours: WorkingHours) -> str:
    now = row.paused_at or clock.now()
    days = reckoning.working_days_left(hours, now, row.due_at) if row.unit == "business_days" else 0
    if days:
        return wording.working_days(days)
    left = reckoning.left(hours, row.unit, now, row.due_at)
    return wording.working_length(left) if row.unit.startswith("business_") else wording.length(left)

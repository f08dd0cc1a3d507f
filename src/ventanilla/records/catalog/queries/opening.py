"""When a service can be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ventanilla.core.blueprint.opening import Days, IsWorkingDay, Monthly, Window
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.rules import RuleFault, evaluate
from ventanilla.records.catalog.models import ListRow, ServiceVersion
from ventanilla.records.catalog.versions import package_of

MONTHS_AHEAD = 3


@dataclass(frozen=True)
class Opening:
    """Whether a service can be asked for today; until when, if it closes; and when it opens next, if that is known."""

    is_open: bool
    closes_on: date | None = None
    opens_on: date | None = None


ALWAYS = Opening(is_open=True)


def opening(version: ServiceVersion, today: date, facts: Mapping[str, Any]) -> Opening:
    """Whether the service is open on `today` (of its calendar's zone) to whom the `facts` are about: `requester.*`. A
    service without windows always is. One query for each list that it names."""
    windows = [window for window in package_of(version).open if _is_for(window, facts)]
    if not package_of(version).open:
        return ALWAYS
    hours = working_hours(version.service.department.calendar)
    days = [span for window in windows for span in _spans(window, today, hours.is_working_day)]
    now = [
        last for first, last in days if (first is None or first <= today) and (last is None or today <= last)
    ]
    if now:
        return Opening(True, closes_on=None if None in now else max(day for day in now if day))
    ahead = [first for first, _last in days if first is not None and first > today]
    return Opening(False, opens_on=min(ahead, default=None))


def _is_for(window: Window, facts: Mapping[str, Any]) -> bool:
    """Whether the window is for them; what can't be told isn't."""
    if window.when is None:
        return True
    try:
        return evaluate(window.when, facts)
    except RuleFault:
        return False


def _monthly(window: Monthly, today: date, is_working_day: IsWorkingDay) -> Iterator[Days]:
    """The days of this month and of the next ones."""
    month = today.replace(day=1)
    for _count in range(MONTHS_AHEAD):
        days = window.days_in(month, is_working_day)
        if days is not None:
            yield days
        month = (month + timedelta(days=31)).replace(day=1)


def _spans(window: Window, today: date, is_working_day: IsWorkingDay) -> Iterator[Days]:
    if window.monthly is not None:
        yield from _monthly(window.monthly, today, is_working_day)
        return
    if window.list is None:
        yield window.from_, window.until
        return
    for values in ListRow.objects.filter(list__slug=window.list, active=True).values_list(
        "values", flat=True
    ):
        first, last = _day(values.get(window.first)), _day(values.get(window.last))
        if first or last:
            yield first, last


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None

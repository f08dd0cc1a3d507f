"""When a service can be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ventanilla.core.blueprint.opening import Window
from ventanilla.records.catalog.models import ListRow, ServiceVersion
from ventanilla.records.catalog.versions import package_of

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Opening:
    """Whether a service can be asked for today; until when, if it closes; and when it opens next, if that is known."""

    is_open: bool
    closes_on: date | None = None
    opens_on: date | None = None


ALWAYS = Opening(is_open=True)


def opening(version: ServiceVersion, today: date) -> Opening:
    """Whether the service is open on `today` (of its calendar's zone). A service without windows always is. One
    query for each list that it names."""
    windows = package_of(version).open
    if not windows:
        return ALWAYS
    days = [span for window in windows for span in _spans(window)]
    now = [
        last for first, last in days if (first is None or first <= today) and (last is None or today <= last)
    ]
    if now:
        return Opening(True, closes_on=None if None in now else max(day for day in now if day))
    ahead = [first for first, _last in days if first is not None and first > today]
    return Opening(False, opens_on=min(ahead, default=None))


def _spans(window: Window) -> Iterator[Days]:
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

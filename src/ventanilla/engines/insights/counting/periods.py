"""The stretches of time that figures are counted for: months, and the last 90 days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATELY = timedelta(days=90)
MONTHS_BACK = 12
"""So many months before this one are counted when the figures are new."""


@dataclass(frozen=True)
class Period:
    """From one instant up to, but without, another; `month` is its first day, None for the last 90 days."""

    month: date | None
    since: datetime
    until: datetime


def to_count(now: datetime, zone: ZoneInfo, counted: Collection[date]) -> list[Period]:
    """What has to be counted now: the last 90 days, this month and the one before, which may still change, and older
    ones that never were."""
    this = now.astimezone(zone).date().replace(day=1)
    months = [this]
    while len(months) <= MONTHS_BACK:
        months.append(before(months[-1]))
    due = [month for place, month in enumerate(months) if place < 2 or month not in counted]
    return [Period(None, now - LATELY, now), *(_month(month, zone) for month in due)]


def before(month: date) -> date:
    """The month before."""
    return (month - timedelta(days=1)).replace(day=1)


def after(month: date) -> date:
    """The month after."""
    return (month + timedelta(days=32)).replace(day=1)


def _month(month: date, zone: ZoneInfo) -> Period:
    since, until = (datetime.combine(day, time(), zone) for day in (month, after(month)))
    return Period(month, since, until)

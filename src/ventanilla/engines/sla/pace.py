"""The service's own pace (B05): within how long half, and 85 of 100, of its requests were done lately.

Counted at night in the working time of the service's department, kept as a row, and told once there are enough.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.calendars.hours import WorkingHours
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.sweeping import each
from ventanilla.engines.sla.models import Pace
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.choices import DONE
from ventanilla.records.tickets.models import Ticket

LATELY = timedelta(days=90)
ENOUGH = 20
MOST_COUNTED = 2_000
"""Of one service: the latest of them tell enough."""

ALL_SECONDS = 3600.0
MINUTE = timedelta(minutes=1)


def pace_of(service: Service) -> Pace | None:
    """How fast it is lately; None while fewer than ENOUGH requests were done. One query."""
    return Pace.objects.filter(service=service, counted__gte=ENOUGH).first()


def told(pace: Pace) -> str:
    """«Half of them were done within 2 working days, 85 of 100 within 5.»"""
    half, most = _length(pace.half_days, pace.half_minutes), _length(pace.most_days, pace.most_minutes)
    if half == most:
        return _("85 of 100 get it within %(most)s.") % {"most": most}
    return _("Half get it within %(half)s, 85 of 100 within %(most)s.") % {"half": half, "most": most}


def _length(days: int, minutes: int) -> str:
    if days:
        return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}
    hours = max(1, math.ceil(minutes / 60))
    return ngettext("%(n)s working hour", "%(n)s working hours", hours) % {"n": hours}


def count_all() -> int:
    """Count every service anew; returns how many have figures now."""
    services = Service.objects.select_related("department__calendar")
    return each(services, count, seconds=ALL_SECONDS)


def count(service: Service) -> bool:
    """Count one service anew. Without anything done lately its figures go."""
    now = clock.now()
    rows = Ticket.objects.filter(service=service, outcome__in=DONE, resolved_at__gte=now - LATELY)
    latest = rows.order_by("-resolved_at").values_list("created_at", "resolved_at")[:MOST_COUNTED]
    pairs = [(asked, done) for asked, done in latest if done is not None]
    hours = working_hours(service.department.calendar)
    taken = [_taken(hours, asked, done) for asked, done in pairs]
    if not taken:
        Pace.objects.filter(service=service).delete()
        return False
    half, most = share(taken, 50), share(taken, 85)
    figures = {
        "counted": len(taken),
        "half_days": half.days,
        "half_minutes": half.minutes,
        "most_days": most.days,
        "most_minutes": most.minutes,
        "counted_at": now,
    }
    Pace.objects.update_or_create(service=service, defaults=figures)
    return True


@dataclass(frozen=True, order=True)
class Taken:
    """How long one request took, in working time; `days` are the working days that began meanwhile."""

    minutes: int
    days: int


def _taken(hours: WorkingHours, asked: datetime, done: datetime) -> Taken:
    since, until = (at.astimezone(hours.zone).date() for at in (asked, done))
    return Taken(math.ceil(hours.between(asked, done) / MINUTE), hours.working_days_between(since, until))


def share(taken: Sequence[Taken], percent: int) -> Taken:
    """Within how long that many of 100 were done: the nearest rank, each measure by itself."""
    rank = math.ceil(len(taken) * percent / 100) - 1
    return Taken(sorted(each.minutes for each in taken)[rank], sorted(each.days for each in taken)[rank])

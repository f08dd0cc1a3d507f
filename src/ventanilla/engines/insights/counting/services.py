"""Counting a service: its forms, and its requests that have ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ventanilla.core.blueprint.blocks.tree import walk
from ventanilla.core.blueprint.package import Package
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.engines.insights.counting.course import Course, courses
from ventanilla.engines.insights.counting.forms import count_forms
from ventanilla.engines.insights.counting.periods import Period, to_count
from ventanilla.engines.insights.counting.shares import share
from ventanilla.engines.insights.counting.steps import Stopwatch
from ventanilla.engines.insights.models import ServiceFigures
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.feedback.choices import CONTENT
from ventanilla.records.feedback.queries import marks_of
from ventanilla.records.tickets.models import Ticket

MOST_COUNTED = 20_000
"""Of one service in one period: the latest of them tell enough."""
AT_ONCE = 500


def count_service(service: Service) -> int:
    """Count a service anew, as far as its figures may have changed; how many rows were written."""
    now = clock.now()
    zone = working_hours(service.department.calendar).zone
    rows = ServiceFigures.objects.filter(service=service, month__isnull=False)
    months = {month for month in rows.values_list("month", flat=True) if month}
    periods = to_count(now, zone, months)
    for period in periods:
        _write(service, period, now)
    return len(periods)


def _write(service: Service, period: Period, now: datetime) -> None:
    package = package_of(service.live_version) if service.live_version else None
    figures = {**count_forms(service, package, period, now), **_requests(service, package, period)}
    ServiceFigures.objects.update_or_create(
        service=service, month=period.month, defaults={**figures, "counted_at": now}
    )


def _requests(service: Service, package: Package | None, period: Period) -> dict[str, Any]:
    """The figures of the requests that ended in `period`."""
    watch = Stopwatch(working_hours(service.department.calendar), package)
    decides = package is not None and any(block.type == "approval" for block in walk(package.workflow))
    found: list[Course] = []
    marks: Counter[int] = Counter()
    for tickets in _ended(service, period):
        some = courses(tickets)
        watch.measure(some)
        found += some
        marks += marks_of(ticket.pk for ticket in tickets)
    took = [
        watch.minutes(course.ticket.created_at, course.ticket.resolved_at)
        for course in found
        if course.done and course.ticket.resolved_at
    ]
    return {
        "ended": len(found),
        "asked_back": sum(course.asked_back for course in found),
        "amended": sum(course.amended for course in found),
        "alone": sum(course.alone for course in found),
        "rerouted": sum(course.rerouted for course in found),
        "reweighed": sum(course.reweighed for course in found),
        "with_approval": sum(course.done for course in found) if decides else 0,
        "nobody_decided": sum(course.done and not course.decided for course in found) if decides else 0,
        "done": len(took),
        **_how_it_was(marks),
        "cycle_half": share(took, 50),
        "cycle_most": share(took, 85),
        "steps": watch.rows(),
    }


def _how_it_was(marks: Counter[int]) -> dict[str, int]:
    return {
        "rated": marks.total(),
        "content": sum(marks[mark] for mark in CONTENT),
        "marks_sum": sum(mark * count for mark, count in marks.items()),
    }


def _ended(service: Service, period: Period) -> Iterator[Sequence[Ticket]]:
    rows: QuerySet[Ticket] = Ticket.objects.filter(
        service=service, resolved_at__gte=period.since, resolved_at__lt=period.until
    ).only("pk", "stream_id", "created_at", "resolved_at", "outcome")
    latest = rows.order_by("-resolved_at")[:MOST_COUNTED]
    found = list(latest)
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]

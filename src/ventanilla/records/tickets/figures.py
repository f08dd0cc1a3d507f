"""How services do, in figures: what is asked for, what is open and late, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q

from ventanilla.core.kit import clock
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.choices import DONE, ENDED
from ventanilla.records.tickets.models import Ticket

RECENTLY = timedelta(days=30)
LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Figures:
    """Of one service. `asked`: in the last 30 days. The rest of what is done: of those asked for in the last 90 days.

    `half` and `most`: within which time half of the done ones, and 85 of 100, were done (calendar time); None
    when none was.
    """

    asked: int = 0
    open: int = 0
    late: int = 0
    done: int = 0
    kept: int = 0
    promised: int = 0
    half: timedelta | None = None
    most: timedelta | None = None

    @property
    def on_time(self) -> int | None:
        """How many of 100 with a promised date were done by it; None when there were none."""
        return round(100 * self.kept / self.promised) if self.promised else None


class Within(Aggregate):
    """PostgreSQL's percentile_cont over a duration."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


NONE = Figures()


def figures_of(services: Iterable[Service]) -> dict[int, Figures]:
    """The figures by service id; a service without tickets is left out. Two queries."""
    now = clock.now()
    mine = Q(service__in=[service.pk for service in services])
    took = ExpressionWrapper(F("resolved_at") - F("created_at"), output_field=DurationField())
    done = Q(outcome__in=DONE)
    lately = (
        Ticket.objects.filter(mine, created_at__gte=now - LATELY)
        .order_by()
        .values("service_id")
        .annotate(
            asked=Count("pk", filter=Q(created_at__gte=now - RECENTLY)),
            done=Count("pk", filter=done),
            promised=Count("pk", filter=done & Q(promised_at__isnull=False)),
            kept=Count("pk", filter=done & Q(resolved_at__lte=F("promised_at"))),
            half=Within(took, share="0.5", filter=done),
            most=Within(took, share="0.85", filter=done),
        )
    )
    waiting = (
        Ticket.objects.filter(mine)
        .exclude(status__in=ENDED)
        .order_by()
        .values("service_id")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(promised_at__lt=now)))
    )
    found: dict[int, dict[str, Any]] = {}
    for row in (*lately, *waiting):
        values: dict[str, Any] = dict(row)
        found.setdefault(values.pop("service_id"), {}).update(values)
    return {service: Figures(**values) for service, values in found.items()}

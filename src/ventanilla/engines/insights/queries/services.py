"""Figures of services. Who may see which is asked before: `policies.open_to`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ventanilla.engines.insights.models import ServiceFigures
from ventanilla.records.catalog.models import Service

LONG = ("steps", "questions", "pages")
"""What only the page of one service shows."""


def figures_by_month(service: Service) -> dict[date | None, ServiceFigures]:
    """Everything that was counted of a service, the latest month first; under None the last 90 days. One query."""
    rows = ServiceFigures.objects.filter(service=service).order_by("-month")
    return {row.month: row for row in rows}


def figures_of_all(services: Iterable[Service], month: date | None) -> dict[int, ServiceFigures]:
    """What was counted of these services for a month, or (None) the last 90 days, by their ids. One query."""
    rows = ServiceFigures.objects.filter(service__in=[service.pk for service in services], month=month)
    return {row.service_id: row for row in rows.defer(*LONG)}


def months_counted(services: Iterable[Service]) -> list[date]:
    """The months for which there are figures of any of these services, the latest first. One query."""
    rows = ServiceFigures.objects.filter(service__in=[service.pk for service in services])
    months = rows.filter(month__isnull=False).order_by("-month").values_list("month", flat=True).distinct()
    return [month for month in months if month]

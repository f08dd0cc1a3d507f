"""How often resources are opened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Sum

from ventanilla.core.kit import clock
from ventanilla.records.catalog.models import OpeningDay, Service

MOST_WANTED = 60


def times_opened(services: Iterable[Service], *, days: int = 30) -> dict[int, int]:
    """How often each of `services` was opened in the last `days`, by id; those that never were are left out."""
    since = clock.now().date() - timedelta(days=days)
    rows = OpeningDay.objects.filter(service__in=[one.pk for one in services], opened_on__gt=since)
    return dict(rows.order_by().values_list("service_id").annotate(Sum("times")))


def opened_most(*, days: int = 90) -> list[int]:
    """The ids of the resources that were opened most in the last `days`, the most wanted first. It is counted once an
    hour, for all."""
    key = f"catalog.opened_most.{days}"
    found: list[int] | None = cache.get(key)
    if found is None:
        since = clock.now().date() - timedelta(days=days)
        rows = OpeningDay.objects.filter(opened_on__gt=since).order_by().values("service")
        most = rows.annotate(opened=Sum("times")).order_by("-opened", "service")[:MOST_WANTED]
        found = [row["service"] for row in most]
        cache.set(key, found, 3600)
    return found

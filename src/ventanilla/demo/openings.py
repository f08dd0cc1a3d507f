"""How often Acme's resources were opened in the last three months."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from ventanilla.records.catalog.models import OpeningDay, Service

DAYS = 90
SATURDAY = 5
USUAL = {
    "people-app": 14,
    "room-map": 9,
    "vpn-portal": 6,
    "service-desk-phone": 2,
    "expense-sheet": 1,
    "customer-line": 1,
    "alarm-poster": 0,
}
"""On a working day; a little more or less each day, the payslips most of all when they come out."""
PAYSLIPS_FROM = 26


def make(now: datetime, chance: Random) -> None:
    """Count them day by day up to yesterday; nobody's name stands there in real life either."""
    services = {row.slug: row for row in Service.objects.filter(opens__isnull=False)}
    OpeningDay.objects.bulk_create(
        OpeningDay(service=services[slug], opened_on=on, times=times)
        for back in range(DAYS, 0, -1)
        for on in [(now - timedelta(days=back)).date()]
        for slug, usual in USUAL.items()
        if on.weekday() < SATURDAY
        and (times := chance.randint(usual // 2, 2 * usual or 1) * _rush(slug, on.day))
    )


def _rush(slug: str, day: int) -> int:
    return 3 if slug == "people-app" and day >= PAYSLIPS_FROM else 1

from __future__ import annotations

import logging

from django.db.models import Q

from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import job
from ventanilla.records.status.actions import remind, turn
from ventanilla.records.status.choices import ENDED, OutageKind
from ventanilla.records.status.models import Outage

log = logging.getLogger(__name__)


@job("status.sweep", cron="* * * * *")
def sweep(timestamp: int = 0) -> None:
    """Let planned work begin and end in time, and remind of promised updates; one fault stops no other."""
    now = clock.now()
    rows = Outage.objects.exclude(state__in=ENDED).filter(
        Q(kind=OutageKind.PLANNED, started_at__lte=now) | Q(next_update_at__lte=now, reminded_at=None)
    )
    for outage in rows.order_by("pk"):
        try:
            turn(outage)
            remind(outage)
        except Exception:
            log.exception("outage %s could not be seen to", outage.pk)

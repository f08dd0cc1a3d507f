"""Clearing away what was uploaded and then not used."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError

from ventanilla.core.files import ties
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import job

GRACE = timedelta(hours=24)
BATCH = 200


@job("files.sweep", cron="17 * * * *")
def sweep(timestamp: int = 0) -> None:
    """Remove the files that are older than a day and that no room holds."""
    if not ties.anyone():
        return
    after = 0
    while found := _sweep_after(after):
        after = found


def _sweep_after(after: int) -> int:
    """One batch in one transaction; the last id looked at, or 0 at the end.

    The rows are locked, so that a file can't be tied (its foreign key waits) while it goes.
    """
    with transaction.atomic():
        old = StoredFile.objects.filter(pk__gt=after, created_at__lt=clock.now() - GRACE).order_by("pk")
        files = list(old.select_for_update(skip_locked=True)[:BATCH])
        held = ties.held(files) if files else set()
        for stored in files:
            if stored.pk not in held:
                _remove(stored)
    return files[-1].pk if files else 0


def _remove(stored: StoredFile) -> None:
    storage, place = stored.content.storage, str(stored.content.name)
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:  # a room holds it that has not said so
        return
    transaction.on_commit(lambda: storage.delete(place))

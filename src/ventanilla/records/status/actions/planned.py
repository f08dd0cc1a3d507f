"""What time brings about: planned work begins and ends, and a promised update is reminded of."""

from __future__ import annotations

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.status import entries
from ventanilla.records.status.actions.course import end, locked
from ventanilla.records.status.choices import OutageKind, Stage
from ventanilla.records.status.models import Outage, OutageUpdate


@action
def turn(outage: Outage) -> bool:
    """Planned work whose time has come begins, or ends. Returns whether it did; twice changes nothing."""
    outage, now = locked(outage), clock.now()
    if outage.kind != OutageKind.PLANNED or outage.ended or outage.ends_at is None:
        return False
    if now >= outage.ends_at:
        end(actor=None, outage=outage)
        return True
    if outage.state != Stage.SCHEDULED or now < outage.started_at:
        return False
    outage.state = Stage.UNDER_WAY
    outage.save(update_fields=["state"])
    OutageUpdate.objects.create(outage=outage, state=Stage.UNDER_WAY, text={}, author=None, at=now)
    entry = entries.OutageUpdated(outage=outage.pk, title=outage.title, state=Stage.UNDER_WAY, people=[])
    record(outage.stream, entry, actor=None)
    return True


@action
def remind(outage: Outage) -> bool:
    """Remind whoever wrote last that people expect news; once for each promise."""
    outage, now = locked(outage), clock.now()
    if outage.ended or outage.reminded_at or outage.next_update_at is None or outage.next_update_at > now:
        return False
    outage.reminded_at = now
    outage.save(update_fields=["reminded_at"])
    entry = entries.UpdateDue(outage=outage.pk, title=outage.title, people=_whose(outage))
    record(outage.stream, entry, actor=None)
    return True


def _whose(outage: Outage) -> list[int]:
    last = OutageUpdate.objects.filter(outage=outage, author__is_active=True).order_by("-pk").first()
    author: Person | None = last.author if last else outage.opened_by
    return [author.pk] if author and author.is_active else []

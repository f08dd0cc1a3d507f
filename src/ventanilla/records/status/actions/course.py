"""What happens to an outage once it is known: news, corrections, its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.status import entries
from ventanilla.records.status.actions.opening import Touched, check_touched, checked_stage, set_next_update
from ventanilla.records.status.choices import Health, OutageKind, Stage, Wants
from ventanilla.records.status.models import Follow, Outage, OutageComponent, OutageUpdate
from ventanilla.records.status.policies import may_report_all, may_run
from ventanilla.records.status.words import written


def locked(outage: Outage | int) -> Outage:
    """The outage anew, its row locked until the transaction ends."""
    pk = outage if isinstance(outage, int) else outage.pk
    return Outage.objects.select_for_update(of=("self",)).select_related("stream").get(pk=pk)


@action
def update(
    *,
    actor: Person | None,
    outage: Outage,
    state: Stage | str,
    text: Mapping[str, str],
    components: Touched | None = None,
    next_update_at: datetime | None = None,
) -> OutageUpdate:
    """Say how it stands, to all whom it concerns; `components`, when given, is what it touches now.

    Raises NotAllowed, Invalid naming the field, Conflict when it is over.
    """
    outage = _open(actor, outage)
    checked_stage(outage.kind, state)
    said = written(text, "text")
    if components is not None:
        _retouch(actor, outage, components)
    set_next_update(outage, next_update_at)
    outage.state = str(state)
    outage.save(update_fields=["state"])
    return _say(actor, outage, said, entries.OutageUpdated)


@action
def end(*, actor: Person | None, outage: Outage, text: Mapping[str, str] | None = None) -> Outage:
    """Say that it works again. The requests that were joined to it, and all who follow it, hear of it by a job.

    Raises NotAllowed, Conflict when it is over already: so nothing follows twice.
    """
    outage = _open(actor, outage)
    said = written(text or {}, "text", optional=True)
    outage.state, outage.over_at, outage.next_update_at = Stage.OVER, clock.now(), None
    outage.save(update_fields=["state", "over_at", "next_update_at"])
    OutageUpdate.objects.create(outage=outage, state=Stage.OVER, text=said, author=actor, at=clock.now())
    record(outage.stream, entries.OutageOver(outage=outage.pk, title=outage.title, text=said), actor=actor)
    return outage


@action
def cancel(*, actor: Person | None, outage: Outage, text: Mapping[str, str] | None = None) -> Outage:
    """Call planned work off. Raises NotAllowed, Conflict for an outage that has happened, or when it is over."""
    outage = _open(actor, outage)
    if outage.kind != OutageKind.PLANNED:
        raise Conflict(_("Only planned work can be called off. Say that the outage is over."))
    said = written(text or {}, "text", optional=True)
    outage.state, outage.over_at = Stage.CANCELLED, clock.now()
    outage.save(update_fields=["state", "over_at"])
    OutageUpdate.objects.create(outage=outage, state=Stage.CANCELLED, text=said, author=actor, at=clock.now())
    people = _hearers(outage, Wants.EVERYTHING, Wants.END)
    entry = entries.WorkCancelled(outage=outage.pk, title=outage.title, text=said, people=people)
    record(outage.stream, entry, actor=actor)
    return outage


def _open(actor: Person | None, outage: Outage) -> Outage:
    outage = locked(outage)
    require(actor is None or may_run(actor, outage))
    if outage.ended:
        raise Conflict(_("This outage is over already."))
    return outage


def _say(
    actor: Person | None, outage: Outage, said: Localized, kind: type[entries.OutageUpdated]
) -> OutageUpdate:
    row = OutageUpdate.objects.create(
        outage=outage, state=outage.state, text=said, author=actor, at=clock.now()
    )
    people = _hearers(outage, Wants.EVERYTHING)
    entry = kind(outage=outage.pk, title=outage.title, text=said, state=outage.state, people=people)
    record(outage.stream, entry, actor=actor)
    return row


def _hearers(outage: Outage, *wants: Wants) -> list[int]:
    rows = Follow.objects.filter(outage=outage, wants__in=wants, person__is_active=True)
    return sorted(rows.values_list("person", flat=True))


def _retouch(actor: Person | None, outage: Outage, components: Touched) -> None:
    check_touched(components)
    before = {row.component: row.health for row in outage.touches.select_related("component")}
    after = {component: str(health) for component, health in components.items()}
    if before == after:
        return
    require(actor is None or may_report_all(actor, after.keys() - before.keys()))
    outage.touches.exclude(component__in=after).delete()
    for component, health in after.items():
        OutageComponent.objects.update_or_create(
            outage=outage, component=component, defaults={"health": health}
        )
    changes = {
        component.slug: (before.get(component, Health.UP.value), after.get(component, Health.UP.value))
        for component in sorted(before.keys() | after.keys(), key=lambda row: row.pk)
        if before.get(component) != after.get(component)
    }
    entry = entries.OutageChanged(outage=outage.pk, title=outage.title, changes=changes)
    record(outage.stream, entry, actor=actor)

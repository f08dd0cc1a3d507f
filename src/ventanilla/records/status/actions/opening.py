"""Saying that something is out, or will be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, name_stream, new_stream, record
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.records.status import entries
from ventanilla.records.status.actions.following import first_told
from ventanilla.records.status.choices import STAGES, Health, OutageKind, Stage, ToldOf, Wants
from ventanilla.records.status.models import (
    Component,
    ComponentFollow,
    Follow,
    Outage,
    OutageComponent,
    OutageUpdate,
)
from ventanilla.records.status.policies import may_report_all
from ventanilla.records.status.words import LONGEST_TITLE, written

LONGEST_WORK = timedelta(days=30)
LONGEST_AGO, LONGEST_AHEAD = timedelta(days=366), timedelta(days=731)

Touched = Mapping[Component, Health | str]


@action
def open_outage(
    *,
    actor: Person | None,
    title: Mapping[str, str],
    components: Touched,
    text: Mapping[str, str] | None = None,
    state: Stage | str = Stage.INVESTIGATING,
    started_at: datetime | None = None,
    next_update_at: datetime | None = None,
) -> Outage:
    """Say that `components` don't work as they should, each with how badly. Whoever follows one of them is told.

    Raises NotAllowed, Invalid naming the field.
    """
    now = clock.now()
    started_at = started_at or now
    checked_stage(OutageKind.OUTAGE, state)
    if started_at > now:
        raise invalid("started_at", _("It can't begin later than now: plan work for that."))
    if started_at < now - LONGEST_AGO:
        raise invalid("started_at", _("It can't have begun more than a year ago. Look at the year."))
    outage = _made(actor, OutageKind.OUTAGE, title, components, state=str(state), started_at=started_at)
    set_next_update(outage, next_update_at)
    said = _first_words(outage, actor, text)
    entry = entries.OutageOpened(
        outage=outage.pk,
        title=outage.title,
        text=said,
        components={component.slug: str(health) for component, health in components.items()},
        people=_followers(outage, components),
    )
    record(outage.stream, entry, actor=actor)
    return outage


@action
def plan_work(
    *,
    actor: Person | None,
    title: Mapping[str, str],
    components: Iterable[Component],
    starts_at: datetime,
    ends_at: datetime,
    text: Mapping[str, str] | None = None,
) -> Outage:
    """Announce work between two instants, during which `components` are not to be counted on.

    Raises NotAllowed, Invalid naming the field.
    """
    check_window(starts_at, ends_at)
    touched: Touched = dict.fromkeys(components, Health.PLANNED)
    outage = _made(
        actor,
        OutageKind.PLANNED,
        title,
        touched,
        state=Stage.SCHEDULED,
        started_at=starts_at,
        ends_at=ends_at,
    )
    said = _first_words(outage, actor, text)
    entry = entries.WorkPlanned(
        outage=outage.pk,
        title=outage.title,
        text=said,
        components={component.slug: Health.PLANNED.value for component in touched},
        starts_at=starts_at,
        ends_at=ends_at,
        people=_followers(outage, touched),
    )
    record(outage.stream, entry, actor=actor)
    return outage


def _made(
    actor: Person | None,
    kind: OutageKind,
    title: Mapping[str, str],
    components: Touched,
    *,
    state: str,
    started_at: datetime,
    ends_at: datetime | None = None,
) -> Outage:
    check_touched(components)
    require(actor is None or may_report_all(actor, components))
    outage = Outage.objects.create(
        kind=kind,
        title=written(title, "title", longest=LONGEST_TITLE),
        state=state,
        started_at=started_at,
        ends_at=ends_at,
        opened_by=actor,
        opened_at=clock.now(),
        stream=new_stream(SubjectKind.OUTAGE),
    )
    name_stream(outage.stream, outage.pk)
    OutageComponent.objects.bulk_create(
        OutageComponent(outage=outage, component=component, health=str(health))
        for component, health in components.items()
    )
    return outage


def _first_words(outage: Outage, actor: Person | None, text: Mapping[str, str] | None) -> Localized:
    said = written(text or {}, "text", optional=True)
    if said:
        OutageUpdate.objects.create(
            outage=outage, state=outage.state, text=said, author=actor, at=clock.now()
        )
    return said


def _followers(outage: Outage, components: Iterable[Component]) -> list[int]:
    """Those who follow one of the components follow the outage from now on, with every update."""
    rows = ComponentFollow.objects.filter(component__in=list(components), person__is_active=True)
    people = sorted(set(rows.values_list("person", flat=True)))
    Follow.objects.bulk_create(
        [Follow(outage=outage, person_id=pk, wants=Wants.EVERYTHING, at=clock.now()) for pk in people],
        ignore_conflicts=True,
    )
    return first_told(outage, people, ToldOf.KNOWN)


def check_touched(components: Touched) -> None:
    """Raises Invalid for `components` when there is none, or its health isn't one of trouble."""
    if not components:
        raise invalid("components", _("Choose what doesn't work."))
    if any(str(health) not in Health.values or str(health) == Health.UP for health in components.values()):
        raise invalid("components", _("Say how badly each is touched."))


def checked_stage(kind: str, state: Stage | str) -> None:
    """Raises Invalid for `state` when it isn't a stage of this kind that comes before the end."""
    if str(state) not in STAGES[OutageKind(kind)]:
        raise invalid("state", _("Choose where it stands."))


def check_window(starts_at: datetime, ends_at: datetime) -> None:
    """Raises Invalid unless the work ends after it begins, in the time to come and within a month."""
    if starts_at > clock.now() + LONGEST_AHEAD:
        raise invalid("starts_at", _("Plan work within the next two years. Look at the year."))
    if starts_at < clock.now() - LONGEST_AGO:
        raise invalid("starts_at", _("It can't have begun more than a year ago. Look at the year."))
    if ends_at <= starts_at:
        raise invalid("ends_at", _("It has to end after it begins."))
    if ends_at <= clock.now():
        raise invalid("ends_at", _("This is past already."))
    if ends_at - starts_at > LONGEST_WORK:
        raise invalid("ends_at", _("Work of more than a month is too long for one notice."))


def set_next_update(outage: Outage, at: datetime | None) -> None:
    """When people are promised to hear more; the reminder begins anew with it. The row is saved."""
    if at is not None and at <= clock.now():
        raise invalid("next_update_at", _("Promise the next update for later than now."))
    if at is not None and at > clock.now() + LONGEST_WORK:
        raise invalid("next_update_at", _("Promise it within a month."))
    outage.next_update_at, outage.reminded_at = at, None
    outage.save(update_fields=["next_update_at", "reminded_at"])


def invalid(field: str, words: object) -> Invalid:
    """A refusal for one field."""
    return Invalid(words, {field: [words]})

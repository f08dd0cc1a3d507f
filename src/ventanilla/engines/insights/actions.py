"""How people get on with forms: noted while they write, without who they are and what they answer.

None of it is an entry of the timeline: that never forgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ventanilla.core.kit import clock
from ventanilla.core.timeline.actions import action
from ventanilla.engines.insights import visits
from ventanilla.engines.insights.choices import Ending
from ventanilla.engines.insights.models import FormVisit
from ventanilla.records.catalog.models import Service, ServiceVersion

EMPTY: tuple[Any, ...] = (None, "", [], {}, ())


@dataclass(frozen=True)
class Step:
    """What somebody has in a form: the answers `before` and `after`, the questions `seen` so far (in the order of the
    form), the page that is shown, and when they opened it."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    seen: Iterable[str] = ()
    page: str = ""
    opened_at: datetime | None = None


@action
def note_visit(*, service: Service, version: ServiceVersion, draft: int, step: Step) -> FormVisit:
    """Note that somebody went on with the form of `service`; `draft` is the id of what is kept of it."""
    visit = _visit(visits.key_of_draft(draft), service, version, step)
    _take_in(visit, step)
    visit.save()
    return visit


@action
def end_visit(
    *,
    service: Service,
    version: ServiceVersion,
    ending: Ending,
    draft: int | None,
    key: str,
    step: Step | None = None,
) -> FormVisit | None:
    """Note how it ended. `key` is that of the ending (see `visits.key_of_sending`): the same one counts once. Without
    a draft only what was sent counts: the others had not begun to write."""
    known = FormVisit.objects.filter(key=key).first()
    if known is not None or (draft is None and ending != Ending.SENT):
        return known
    taken = step or Step({}, {})
    visit = _visit(visits.key_of_draft(draft) if draft else key, service, version, taken)
    if step is not None:
        _take_in(visit, step)
    visit.key, visit.ending = key, ending
    visit.opened_at, visit.last_at = visits.hour_of(visit.opened_at), visits.hour_of(visit.last_at)
    visit.save()
    return visit


@action
def drop_visit(*, draft: int) -> bool:
    """Somebody dropped what they had begun; whether that was known."""
    rows = FormVisit.objects.filter(key=visits.key_of_draft(draft), ending="")
    return bool(rows.update(ending=Ending.DROPPED))


def _visit(key: str, service: Service, version: ServiceVersion, step: Step) -> FormVisit:
    """The visit of this key; a new one began when its form was opened."""
    now = clock.now()
    found = FormVisit.objects.select_for_update().filter(key=key).first()
    if found is not None:
        return found
    opened = step.opened_at or now
    made = FormVisit(key=key, service=service, version=version, opened_at=opened, last_at=opened)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # two windows at the same moment
        return FormVisit.objects.select_for_update().get(key=key)
    return made


def _take_in(visit: FormVisit, step: Step) -> None:
    now = clock.now()
    visit.seconds += visits.spent(visit.last_at, now)
    visit.last_at, visit.page = now, step.page[:60]
    names = [name for name in step.after if _given(step.after, name)]
    touched = [name for name in {**step.before, **step.after} if _differ(step, name)]
    visit.seen = _merged(visit.seen, step.seen)
    visit.answered = names
    visit.changed = _merged(visit.changed, [name for name in touched if _given(step.before, name)])
    if touched:
        order = {name: place for place, name in enumerate(visit.seen)}
        visit.question = max(touched, key=lambda name: order.get(name, -1))


def _given(answers: Mapping[str, Any], name: str) -> bool:
    return answers.get(name) not in EMPTY


def _differ(step: Step, name: str) -> bool:
    """Whether it reads differently; what is empty reads the same, however it is empty."""
    given = [answers.get(name) for answers in (step.before, step.after)]
    before, after = ("" if answer in EMPTY else str(answer) for answer in given)
    return before != after


def _merged(old: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*old, *(name[:100] for name in new)]))

"""How people got on with the form of a service."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from ventanilla.core.blueprint.form import Section
from ventanilla.core.blueprint.package import Package
from ventanilla.engines.insights.choices import Ending
from ventanilla.engines.insights.counting.periods import Period
from ventanilla.engines.insights.counting.shares import share
from ventanilla.engines.insights.models import FormVisit
from ventanilla.records.catalog.models import Service
from ventanilla.records.intake.sequence import questions_of

MAY_GO_ON = timedelta(days=7)
"""Whoever touched a form less long ago has not left it."""
MOST_COUNTED = 5_000


def count_forms(service: Service, package: Package | None, period: Period, now: datetime) -> dict[str, Any]:
    """The figures of the forms that were begun in `period`; those that may still be sent don't count yet."""
    rows = FormVisit.objects.filter(service=service, opened_at__gte=period.since, opened_at__lt=period.until)
    visits = list(rows.order_by("-opened_at")[:MOST_COUNTED])
    over = [visit for visit in visits if visit.ending or visit.last_at < now - MAY_GO_ON]
    sent = [visit.seconds for visit in over if visit.ending == Ending.SENT]
    left = [visit for visit in over if visit.ending in ("", Ending.DROPPED)]
    form = package.form if package else ()
    return {
        "begun": len(over),
        "sent": len(sent),
        "left": len(left),
        "filled_half": share(sent, 50),
        "filled_most": share(sent, 85),
        "questions": _questions(form, over, left),
        "pages": _pages(form, left),
    }


def _questions(
    form: tuple[Section, ...], over: list[FormVisit], left: list[FormVisit]
) -> list[dict[str, Any]]:
    seen, answered, changed = (Counter[str]() for _each in range(3))
    for visit in over:
        shown = set(visit.seen)
        seen.update(shown)
        answered.update(shown & set(visit.answered))
        changed.update(shown & set(visit.changed))
    stopped = Counter(visit.question for visit in left)
    return [
        {
            "id": question.id,
            "label": question.label,
            "seen": seen[question.id],
            "answered": answered[question.id],
            "changed": changed[question.id],
            "left": stopped[question.id],
        }
        for question in questions_of(form)
        if seen[question.id]
    ]


def _pages(form: tuple[Section, ...], left: list[FormVisit]) -> list[dict[str, Any]]:
    stopped = Counter(visit.page for visit in left)
    return [
        {"id": section.id, "label": section.title, "left": stopped[section.id]}
        for section in form
        if stopped[section.id]
    ]

"""A calendar day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Date
from ventanilla.core.rules.kinds import as_date
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, date_text

TYPED = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")


class DateType(AnswerType[Date]):
    """JSON: "2026-12-31". Where a browser has no date field, people type 31/12/2026."""

    type: ClassVar[str] = "date"

    def read(self, question: Date, raw: Any, scope: Scope) -> Read:
        day = read_day(raw)
        if day is None:
            raise Wrong(_("Write the date as day, month and year, for example 31/12/2026."))
        if day.isoformat() in scope.given_before(question.id):
            return Read(day.isoformat())  # it was right when it was given, and time has only passed
        first, last = self.limits(question, scope)
        if first and day < first:
            raise Wrong(_("Choose a date from %(date)s on.") % {"date": date_text(first)})
        if last and day > last:
            raise Wrong(_("Choose a date up to %(date)s.") % {"date": date_text(last)})
        return Read(day.isoformat())

    def limits(self, question: Date, scope: Scope) -> tuple[date | None, date | None]:
        """The first and the last day that are allowed now."""
        low, high = (None if limit is None else scope.value(limit) for limit in (question.min, question.max))
        return as_date(low), as_date(high)

    def missing(self, question: Date) -> str:
        return _("Choose a date.")

    def fact(self, question: Date, answer: Any) -> Any:
        return as_date(answer)

    def text(self, question: Date, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        day = as_date(answer)
        return date_text(day) if day else str(answer)

    def schema(self, question: Date, scope: Scope) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


def read_day(raw: Any) -> date | None:
    """The day that somebody typed: "2026-12-31" or "31/12/2026"."""
    if not isinstance(raw, str):
        return None
    typed = TYPED.fullmatch(raw.strip())
    if not typed:
        return as_date(raw.strip())
    try:
        return date(int(typed[3]), int(typed[2]), int(typed[1]))
    except ValueError:
        return None

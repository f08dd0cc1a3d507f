"""From one day to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.questions import DateRange
from ventanilla.core.rules import as_json
from ventanilla.core.rules.kinds import as_date
from ventanilla.records.intake.answer_type import AnswerType, is_blank
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, date_text
from ventanilla.records.intake.types.date import read_day

FARTHEST = 4000


class DateRangeType(AnswerType[DateRange]):
    """JSON: {"from": "2026-08-03", "to": "2026-08-14"}; both days are meant. How many working days that makes is
    kept beside the answer, as the calendar had it then."""

    type: ClassVar[str] = "date_range"

    def read(self, question: DateRange, raw: Any, scope: Scope) -> Read:
        given = raw if isinstance(raw, Mapping) else {}
        if given and all(is_blank(given.get(name)) for name in ("from", "to")):
            return Read(None)
        first, last = read_day(given.get("from")), read_day(given.get("to"))
        if first is None or last is None:
            raise Wrong(_("Write the first and the last day, for example 03/08/2026 and 14/08/2026."))
        days = (last - first).days + 1
        self._check(question, first, last, scope)
        answer = {"from": first.isoformat(), "to": last.isoformat()}
        return Read(answer, rows={"": {"days": days, "working_days": _working_days(first, days, scope)}})

    def limits(self, question: DateRange, scope: Scope) -> tuple[date | None, date | None]:
        """The first and the last day that are allowed now."""
        low, high = (None if limit is None else scope.value(limit) for limit in (question.min, question.max))
        return as_date(low), as_date(high)

    def missing(self, question: DateRange) -> str:
        return _("Choose the first and the last day.")

    def facts(
        self, question: DateRange, answer: Any, rows: Mapping[str, dict[str, Any]], path: str
    ) -> dict[str, Any]:
        first, last = as_date(answer["from"]), as_date(answer["to"])
        days = (last - first).days + 1 if first and last else None
        below = {"from": first, "to": last, "days": days, "working_days": None, **(rows.get("") or {})}
        return {path: dict(answer), **{f"{path}.{name}": value for name, value in below.items()}}

    def from_value(self, question: DateRange, value: Any) -> Any:
        return as_json(dict(value)) if isinstance(value, Mapping) else None

    def text(self, question: DateRange, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        first, last = as_date(answer["from"]), as_date(answer["to"])
        if first is None or last is None:
            return f"{answer['from']} – {answer['to']}"
        days = (last - first).days + 1
        text = ngettext("%(first)s (%(count)s day)", "%(first)s to %(last)s (%(count)s days)", days)
        return text % {"first": date_text(first), "last": date_text(last), "count": days}

    def schema(self, question: DateRange, scope: Scope) -> dict[str, Any]:
        day = {"type": "string", "format": "date"}
        return {
            "type": "object",
            "properties": {"from": day, "to": day},
            "required": ["from", "to"],
            "additionalProperties": False,
        }

    def _check(self, question: DateRange, first: date, last: date, scope: Scope) -> None:
        earliest, latest = self.limits(question, scope)
        before = [each for each in scope.given_before(question.id) if isinstance(each, Mapping)]
        days = (last - first).days + 1
        if days < 1:
            raise Wrong(_("The last day comes before the first one: change one of them."))
        kept = {name: [each.get(name) for each in before] for name in ("from", "to")}
        if earliest and first < earliest and first.isoformat() not in kept["from"]:
            raise Wrong(_("Choose a date from %(date)s on.") % {"date": date_text(earliest)})
        if latest and last > latest and last.isoformat() not in kept["to"]:
            raise Wrong(_("Choose a date up to %(date)s.") % {"date": date_text(latest)})
        if question.min_days and days < question.min_days:
            text = ngettext(
                "Choose %(count)s day at least.", "Choose %(count)s days at least.", question.min_days
            )
            raise Wrong(text % {"count": question.min_days})
        most = question.max_days or FARTHEST
        if days > most:
            text = ngettext("Choose %(count)s day at most.", "Choose %(count)s days at most.", most)
            raise Wrong(text % {"count": most})


def _working_days(first: date, days: int, scope: Scope) -> int | None:
    works = scope.context.is_working_day
    if works is None:
        return None
    return sum(works(first + timedelta(days=number)) for number in range(days))

"""A time of the day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Time
from ventanilla.core.rules.kinds import as_time
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, time_text

TYPED = re.compile(r"([0-9]{1,2})[:.hH]([0-9]{2})(?::00)?\s*h?")


class TimeType(AnswerType[Time]):
    """JSON: "08:30", 24 hours."""

    type: ClassVar[str] = "time"

    def read(self, question: Time, raw: Any, scope: Scope) -> Read:
        minutes = read_time(raw)
        if minutes is None:
            raise Wrong(_("Write the time with hours and minutes, for example 08:30."))
        first, last = self.limits(question, scope)
        if first is not None and minutes < first:
            raise Wrong(_("Choose a time from %(time)s on.") % {"time": time_text(first)})
        if last is not None and minutes > last:
            raise Wrong(_("Choose a time up to %(time)s.") % {"time": time_text(last)})
        if question.every and (minutes - (first or 0)) % question.every:
            text = _("Choose a time in steps of %(count)s minutes, for example %(time)s.")
            nearest = max(0, minutes - (minutes - (first or 0)) % question.every)
            raise Wrong(text % {"count": question.every, "time": time_text(nearest)})
        return Read(written(minutes))

    def limits(self, question: Time, scope: Scope) -> tuple[int | None, int | None]:
        """The earliest and the latest minute of the day that are allowed now."""
        low, high = (None if limit is None else scope.value(limit) for limit in (question.min, question.max))
        return as_time(low), as_time(high)

    def missing(self, question: Time) -> str:
        return _("Choose a time.")

    def text(self, question: Time, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        minutes = as_time(answer)
        return str(answer) if minutes is None else time_text(minutes)

    def schema(self, question: Time, scope: Scope) -> dict[str, Any]:
        return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


def read_time(raw: Any) -> int | None:
    """Minutes since midnight of what somebody typed: "8:30", "08.30", "8h30"."""
    found = TYPED.fullmatch(raw.strip()) if isinstance(raw, str) else None
    return as_time(f"{int(found[1]):02}:{found[2]}") if found else None


def written(minutes: int) -> str:
    """Minutes since midnight as "08:30"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"

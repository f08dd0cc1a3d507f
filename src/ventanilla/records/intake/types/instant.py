"""A day with its time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, tzinfo
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Instant
from ventanilla.core.rules.kinds import as_instant
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, instant_text
from ventanilla.records.intake.types.date import read_day
from ventanilla.records.intake.types.time import read_time

TYPED = re.compile(r"(\S+?)(?:[T\s]|,\s*)\s*(\S+)")


class InstantType(AnswerType[Instant]):
    """JSON: "2026-12-31T10:30:00+01:00", with the offset of the service's zone; typed without one, in that zone."""

    type: ClassVar[str] = "instant"

    def read(self, question: Instant, raw: Any, scope: Scope) -> Read:
        moment = self.moment(raw, scope.context.zone)
        if moment is None:
            raise Wrong(_("Write day and time, for example 31/12/2026 10:30."))
        told = moment.isoformat(timespec="seconds")
        if told in scope.given_before(question.id):
            return Read(told)  # it was right when it was given, and time has only passed
        first, last = self.limits(question, scope)
        if first and moment < first:
            raise Wrong(_("Choose a moment from %(moment)s on.") % {"moment": instant_text(first)})
        if last and moment > last:
            raise Wrong(_("Choose a moment up to %(moment)s.") % {"moment": instant_text(last)})
        return Read(told)

    def limits(self, question: Instant, scope: Scope) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment that are allowed now, in the service's zone, to the minute."""
        low, high = (
            None if limit is None else moment_of(scope.value(limit)) for limit in (question.min, question.max)
        )
        zone = scope.context.zone
        return tuple(  # type: ignore[return-value]
            limit.astimezone(zone).replace(second=0, microsecond=0) if limit else None
            for limit in (low, high)
        )

    def missing(self, question: Instant) -> str:
        return _("Choose a day and a time.")

    def fact(self, question: Instant, answer: Any) -> Any:
        return moment_of(answer)

    def text(self, question: Instant, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        moment = moment_of(answer)
        return instant_text(moment) if moment else str(answer)

    def schema(self, question: Instant, scope: Scope) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}

    def moment(self, raw: Any, zone: tzinfo) -> datetime | None:
        """What somebody typed, in this zone. Of an hour that comes twice the first one; none that the clocks skip."""
        if not isinstance(raw, str):
            return None
        given = moment_of(raw.strip())
        if given is not None:
            return given.astimezone(zone)
        typed = TYPED.fullmatch(raw.strip())
        day, minutes = (read_day(typed[1]), read_time(typed[2])) if typed else (None, None)
        if day is None or minutes is None:
            return None
        local = datetime.combine(day, time(minutes // 60, minutes % 60), zone)
        exists = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None)
        return local if exists else None


def moment_of(value: Any) -> datetime | None:
    """An aware moment, from one or from ISO text with a zone, which its clocks are kept in."""
    if as_instant(value) is None:
        return None
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)

"""Times, instants and stretches of days, with the browser's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import DateRange, Instant, Time
from ventanilla.core.rules.kinds import as_date
from ventanilla.records.intake.types.date_range import DateRangeType
from ventanilla.records.intake.types.instant import InstantType
from ventanilla.records.intake.types.time import TimeType, read_time, written
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.posted import Posted
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text

TIMES, INSTANTS, RANGES = TimeType(), InstantType(), DateRangeType()
TO_THE_MINUTE = "%Y-%m-%dT%H:%M"


class TimeWidget(Widget[Time]):
    type: ClassVar[str] = "time"
    template: ClassVar[str] = "ui/forms/text.html"

    def details(self, question: Time, raw: Any, filling: Filling) -> dict[str, Any]:
        minutes = read_time(raw)
        first, last = TIMES.limits(question, filling.scope)
        return {
            "value": as_text(raw) if minutes is None else written(minutes),
            "input_type": "text" if raw and minutes is None else "time",
            "width": "medium",
            "min": "" if first is None else written(first),
            "max": "" if last is None else written(last),
            "step": question.every * 60 if question.every else "",
        }


class InstantWidget(Widget[Instant]):
    type: ClassVar[str] = "instant"
    template: ClassVar[str] = "ui/forms/text.html"

    def details(self, question: Instant, raw: Any, filling: Filling) -> dict[str, Any]:
        zone = filling.context.zone
        moment = INSTANTS.moment(raw, zone)
        first, last = INSTANTS.limits(question, filling.scope)
        return {
            "value": f"{moment.astimezone(zone):{TO_THE_MINUTE}}" if moment else as_text(raw),
            "input_type": "text" if raw and moment is None else "datetime-local",
            "width": "medium",
            "min": _local(first),
            "max": _local(last),
            "zone": str(zone),
            "limits": _("Time of %(zone)s.") % {"zone": _place(str(zone))},
        }


class DateRangeWidget(Widget[DateRange]):
    type: ClassVar[str] = "date_range"
    template: ClassVar[str] = "ui/forms/date_range.html"
    grouped: ClassVar[bool] = True

    def take(self, question: DateRange, posted: Posted, name: str, path: str) -> Any:
        given = {end: posted.text(f"{name}.{end}").strip() for end in ("from", "to")}
        return given if any(given.values()) else None

    def was_sent(self, question: DateRange, posted: Posted, name: str) -> bool:
        return posted.was_shown(name) or f"{name}.from" in posted.values

    def details(self, question: DateRange, raw: Any, filling: Filling) -> dict[str, Any]:
        given = raw if isinstance(raw, Mapping) else {}
        first, last = RANGES.limits(question, filling.scope)
        base = field_id(filling.path(question), filling.prefix)
        lost = any(given.get(end) and as_date(given[end]) is None for end in ("from", "to"))
        return {
            "input_type": "text" if lost else "date",
            "ends": [
                {"id": base, "end": "from", "label": _("First day"), "value": _day(given.get("from"))},
                {"id": f"{base}-to", "end": "to", "label": _("Last day"), "value": _day(given.get("to"))},
            ],
            "min": first.isoformat() if first else "",
            "max": last.isoformat() if last else "",
        }


def _local(moment: datetime | None) -> str:
    return f"{moment:{TO_THE_MINUTE}}" if moment else ""


def _place(zone: str) -> str:
    """A zone as people call it: "Europe/Madrid" is Madrid."""
    return zone.rpartition("/")[2].replace("_", " ")


def _day(raw: Any) -> str:
    day = as_date(raw)
    return day.isoformat() if day else as_text(raw)

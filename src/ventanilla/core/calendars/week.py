"""The hours of a week as they are stored: for each day, Monday first, its stretches as pairs of times.

    [[["09:00", "14:00"], ["15:00", "18:00"]], …, [], []]

A stretch that lasts to the end of the day closes at "24:00" ("00:00" is read as the same).
"""

from __future__ import annotations

import re
from datetime import time
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ventanilla.core.calendars.hours import Stretch, Week

CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
END_OF_DAY = "24:00"

NOT_SEVEN_DAYS = _("Give the hours of seven days, from Monday to Sunday.")
NOT_TWO_TIMES = _("%(day)s: write each stretch as two times, such as 09:00 and 14:00.")
CLOSES_TOO_EARLY = _(
    "%(day)s: a stretch must close after it opens. For hours past midnight, close at 24:00 and go on at "
    "00:00 of the next day."
)
OVERLAPPING = _("%(day)s: the stretches must come one after the other, without overlapping.")

Stored = list[list[list[str]]]


def office_week() -> Stored:
    """Monday to Friday, from nine to five: what a new calendar begins with."""
    return [[["09:00", "17:00"]] if day < 5 else [] for day in range(7)]


def read_week(raw: Any) -> Week:
    """The stretches of a stored week. Raises ValidationError, naming the day and what to do."""
    if not isinstance(raw, list | tuple) or len(raw) != 7:
        raise ValidationError(NOT_SEVEN_DAYS, code="week")
    return tuple(_read_day(number, day) for number, day in enumerate(raw))


def validate_week(raw: Any) -> None:
    """Raise ValidationError unless `raw` is a week that `read_week` reads."""
    read_week(raw)


def _read_day(number: int, raw: Any) -> tuple[Stretch, ...]:
    if not isinstance(raw, list | tuple):
        raise _fault(NOT_TWO_TIMES, number)
    stretches = tuple(_read_stretch(number, pair) for pair in raw)
    for earlier, later in pairwise(stretches):
        if later.since < earlier.until:
            raise _fault(OVERLAPPING, number)
    return stretches


def _read_stretch(number: int, raw: Any) -> Stretch:
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        raise _fault(NOT_TWO_TIMES, number)
    opens, closes = _read_time(raw[0]), time() if raw[1] == END_OF_DAY else _read_time(raw[1])
    if opens is None or closes is None:
        raise _fault(NOT_TWO_TIMES, number)
    try:
        return Stretch(opens, closes)
    except ValueError as error:
        raise _fault(CLOSES_TOO_EARLY, number) from error


def _read_time(raw: Any) -> time | None:
    found = CLOCK.fullmatch(raw) if isinstance(raw, str) else None
    return time(int(found[1]), int(found[2])) if found else None


def _fault(message: Any, number: int) -> ValidationError:
    return ValidationError(message, code="week", params={"day": capfirst(WEEKDAYS[number])})

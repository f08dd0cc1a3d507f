"""Working days, counted back from now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ventanilla.core.calendars.models import Calendar
from ventanilla.core.calendars.queries import working_hours

ZONE = ZoneInfo("Europe/Madrid")
MOST = 41


class Days:
    """Day 1 is the last working day that was over before `now`, day 2 the one before."""

    def __init__(self, now: datetime) -> None:
        hours = working_hours(Calendar.objects.get(slug="madrid"))
        day = now.astimezone(ZONE).date()
        self._days: list[date] = []
        while len(self._days) < MOST:
            day -= timedelta(days=1)
            if hours.is_working_day(day):
                self._days.append(day)

    def day(self, back: int) -> date:
        """The date of the working day `back`."""
        return self._days[back - 1]

    def at(self, back: int, clock_time: str) -> datetime:
        """An instant in Madrid, such as `at(3, "09:40")`."""
        return datetime.combine(self.day(back), time.fromisoformat(clock_time), ZONE)

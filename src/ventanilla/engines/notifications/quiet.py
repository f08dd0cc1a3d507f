"""Quiet hours: by the clock on the wall of the person's time zone. Pure, but for the names of the zones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ventanilla.core.calendars.wall import MIDNIGHT, ONE_DAY, instant

MOST_SPANS = 20


@dataclass(frozen=True)
class Quiet:
    """From `since` to `until`, on the nights that begin on `days` (0: Monday), and all day long on `whole_days`.

    `until` at or before `since` is on the day after.
    """

    since: time
    until: time
    days: frozenset[int] = frozenset()
    whole_days: frozenset[int] = frozenset()

    def ends(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The first instant from `at` (aware) on that isn't quiet, in UTC: `at` itself when it isn't.

        Who is quiet without an end (see `endless`) gets an instant some weeks ahead.
        """
        now = at.astimezone(UTC)
        for _turn in range(MOST_SPANS):
            around = [end for start, end in self._spans(now, zone) if start <= now < end]
            if not around:
                break
            now = max(around)
        return now

    def endless(self) -> bool:
        """Whether there is never a moment that isn't quiet."""
        all_round = self.days if self.since == self.until else frozenset()
        return len(self.whole_days | all_round) == 7

    def _spans(self, at: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        today = at.astimezone(zone).date()
        for day in (today - timedelta(days=1), today):
            if day.weekday() in self.days:
                last = day if self.until > self.since else day + ONE_DAY
                yield _at(zone, day, self.since), _at(zone, last, self.until)
            if day.weekday() in self.whole_days:
                yield _at(zone, day, MIDNIGHT), _at(zone, day + ONE_DAY, MIDNIGHT)


def _at(zone: ZoneInfo, day: date, clock: time) -> datetime:
    return instant(zone, datetime.combine(day, clock))

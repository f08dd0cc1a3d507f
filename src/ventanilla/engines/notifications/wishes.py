"""What a person wants to hear, and how: what they chose, and what the portal proposes where they didn't."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.choices import Post, Topic
from ventanilla.engines.notifications.models import Preferences
from ventanilla.engines.notifications.quiet import Quiet

DIGEST_HOUR = 8


@dataclass(frozen=True)
class Ways:
    """How one kind of news reaches somebody."""

    portal: bool
    mail: Post

    @property
    def any(self) -> bool:
        return self.portal or self.mail != Post.NEVER


DEFAULTS: dict[Topic, Ways] = {
    Topic.APPROVALS: Ways(True, Post.NOW),
    Topic.WAITS: Ways(True, Post.NOW),
    Topic.MESSAGES: Ways(True, Post.NOW),
    Topic.MOVES: Ways(True, Post.NOW),
    Topic.PART: Ways(True, Post.DAILY),
    Topic.TEAM: Ways(True, Post.DAILY),
    Topic.OUTAGES: Ways(True, Post.NOW),
}
# Somebody else can't go on until the reader does something: these reach everybody in one way or another.
NEVER_SILENT = (Topic.APPROVALS, Topic.WAITS)
# What may come through quiet hours when it is urgent.
PRESSING = NEVER_SILENT


@dataclass(frozen=True)
class Wishes:
    """All of it for one person, complete."""

    ways: dict[Topic, Ways] = field(default_factory=lambda: dict(DEFAULTS))
    quiet: Quiet | None = None
    urgent_passes: bool = True
    digest_hour: int = DIGEST_HOUR

    def not_before(self, at: datetime, zone: ZoneInfo, *, pressing: bool = False) -> datetime | None:
        """When a mail that is ready at `at` may go; None for at once."""
        if self.quiet is None or (pressing and self.urgent_passes):
            return None
        end = self.quiet.ends(at, zone)
        return end if end > at else None


def wishes_of(people: Iterable[Person]) -> dict[int, Wishes]:
    """The wishes of several people by id. One query."""
    ids = [person.pk for person in people]
    chosen = {row.person_id: read(row) for row in Preferences.objects.filter(person__in=ids)}
    return {pk: chosen.get(pk, Wishes()) for pk in ids}


def read(row: Preferences) -> Wishes:
    """What a row of choices means; kinds of news that it doesn't name are as the portal proposes."""
    ways = {topic: _ways(row.choices.get(topic.value), proposed) for topic, proposed in DEFAULTS.items()}
    quiet = Quiet(row.quiet_from, row.quiet_until, frozenset(row.quiet_days), frozenset(row.quiet_whole_days))
    return Wishes(ways, quiet if row.quiet else None, row.urgent_passes, row.digest_hour)


def _ways(chosen: Any, proposed: Ways) -> Ways:
    if not isinstance(chosen, dict) or chosen.get("mail") not in Post.values:
        return proposed
    return Ways(bool(chosen.get("portal")), Post(chosen["mail"]))


def zone_of(person: Person) -> ZoneInfo:
    """The person's time zone, or the portal's."""
    try:
        return ZoneInfo(person.time_zone or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


def language_of(person: Person) -> str:
    """The person's language, or the portal's."""
    return person.language or settings.LANGUAGE_CODE

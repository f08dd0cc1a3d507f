"""Where the past lies: its numbers, its end, and how much of it has been played."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.timeline.models import Entry
from ventanilla.demo.organisation import YEARS_BEFORE
from ventanilla.records.tickets.choices import PREFIXES
from ventanilla.records.tickets.models import Ticket

COUNT = 600
"""How many requests there were before the stories; their numbers are set aside when the demo is made."""


@dataclass(frozen=True)
class Frame:
    """`first` is the number of the earliest request, `until` the instant at which the demo was made."""

    first: int
    until: datetime

    def played(self, count: int = COUNT) -> set[int]:
        """The positions that have been played."""
        numbers = {
            f"{prefix}-{self.first + position}": position
            for prefix in PREFIXES.values()
            for position in range(count)
        }
        there = Ticket.objects.filter(number__in=numbers).values_list("number", flat=True)
        return {numbers[number] for number in there}


def is_there() -> bool:
    """Whether the stories of the demo are in this database: without them there is no frame."""
    return Ticket.objects.exists()


def frame() -> Frame:
    """The frame of the demo in this database. Raises DoesNotExist when there is none."""
    earliest = Entry.objects.earliest("at")
    story = Ticket.objects.earliest("pk")  # the stories were told before any of this was played
    return Frame(int(story.number.partition("-")[2]) - COUNT, earliest.at + YEARS_BEFORE)

"""The history of a component by day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from ventanilla.records.status.choices import WORST_LAST, Health

HISTORY = 90
"""How many days the page looks back."""


@dataclass(frozen=True)
class Span:
    """From when to when (None: still) a component was in `health`, by which outage."""

    outage: int
    health: str
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Day:
    """The worst that a day has seen, and the outages behind it, the first one first."""

    on: date
    health: str
    outages: tuple[int, ...] = ()


def worst(healths: Iterable[str]) -> str:
    """The worst of them; all is well when there is none."""
    return max(healths, key=WORST_LAST.index, default=Health.UP.value)


def days(spans: Iterable[Span], *, today: date, zone: tzinfo, length: int = HISTORY) -> list[Day]:
    """The last `length` days up to `today`, the oldest first, as people in `zone` count days."""
    first = today - timedelta(days=length - 1)
    met: dict[date, list[Span]] = {}
    for span in spans:
        began = max(span.began_at.astimezone(zone).date(), first)
        ended = min(span.ended_at.astimezone(zone).date(), today) if span.ended_at else today
        for number in range((ended - began).days + 1):
            met.setdefault(began + timedelta(days=number), []).append(span)
    return [_day(first + timedelta(days=number), met) for number in range(length)]


def _day(on: date, met: dict[date, list[Span]]) -> Day:
    found = met.get(on, [])
    ordered = sorted(found, key=lambda span: span.began_at)
    return Day(
        on, worst(span.health for span in found), tuple(dict.fromkeys(span.outage for span in ordered))
    )

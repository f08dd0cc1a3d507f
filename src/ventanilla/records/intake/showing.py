"""Answers in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from babel import dates, numbers
from django.utils.translation import get_language

from ventanilla.core.files.models import StoredFile
from ventanilla.core.files.queries import by_keys
from ventanilla.core.people.models import Location, Person


def before(label: str) -> str:
    """A label in front of what was answered; a question mark needs no colon behind it."""
    return f"{label} " if label.endswith("?") else f"{label}: "


@dataclass(frozen=True)
class Shown:
    """One answer to read; `id` and `kind` are the question's, `files` and `rows` what a text can't hold."""

    id: str
    label: str
    text: str
    kind: str
    files: list[StoredFile] = field(default_factory=list)
    rows: list[list[Shown]] = field(default_factory=list)

    @property
    def told(self) -> str:
        """Question and answer in one line."""
        return f"{before(self.label)}{self.text}"


@dataclass(frozen=True)
class Lookup:
    """People by id, places by slug and files by key that answers refer to, fetched at once for all."""

    people: Mapping[str, Person] = field(default_factory=dict)
    places: Mapping[str, Location] = field(default_factory=dict)
    files: Mapping[str, StoredFile] = field(default_factory=dict)


def look_up(people: Iterable[str], places: Iterable[str], files: Iterable[str]) -> Lookup:
    """One query for each kind that is needed at all."""
    ids, slugs, keys = set(people), set(places), set(files)
    return Lookup(
        {str(row.pk): row for row in Person.objects.filter(pk__in=ids)} if ids else {},
        {row.slug: row for row in Location.objects.filter(slug__in=slugs)} if slugs else {},
        {str(row.key): row for row in by_keys(keys)} if keys else {},
    )


def locale() -> str:
    return (get_language() or "es").replace("-", "_")


def number_text(value: Decimal) -> str:
    """As the active language writes it: 1.234,5 or 1,234.5."""
    return numbers.format_decimal(value, locale=locale(), decimal_quantization=False)


def money_text(amount: Decimal, currency: str) -> str:
    return numbers.format_currency(amount, currency, locale=locale())


def time_text(minutes: int) -> str:
    """8:30, 8:30 AM."""
    return dates.format_time(time(minutes // 60, minutes % 60), "short", locale=locale())


def instant_text(moment: datetime) -> str:
    """The day and the time, as the clocks at that place show them."""
    return f"{date_text(moment.date())}, {time_text(moment.hour * 60 + moment.minute)}"


def date_text(day: date) -> str:
    """3 de noviembre de 2026, November 3, 2026."""
    return dates.format_date(day, "long", locale=locale())

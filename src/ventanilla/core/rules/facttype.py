"""The types that a fact can have."""

from __future__ import annotations

from enum import StrEnum


class FactType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    TIME = "time"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    LOCATION = "location"
    FILE = "file"
    ROWS = "rows"
    ROW = "row"


EVERY = frozenset(FactType)
AMOUNTS = frozenset({FactType.NUMBER, FactType.MONEY})
MOMENTS = frozenset({FactType.DATE, FactType.INSTANT, FactType.TIME})
LABELS = frozenset({FactType.TEXT, FactType.CHOICE, FactType.PERSON, FactType.LOCATION})
SINGLE = LABELS | AMOUNTS | MOMENTS | {FactType.BOOLEAN}

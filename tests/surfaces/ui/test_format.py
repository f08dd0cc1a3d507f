"""Values as a person reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from ventanilla.core.kit import clock
from ventanilla.core.kit.money import Money
from ventanilla.surfaces.ui import format as texts

NOW = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)  # noon in Madrid, a Tuesday


@pytest.fixture(autouse=True)
def _madrid_at_noon():
    with clock.frozen(NOW), timezone.override(ZoneInfo("Europe/Madrid")), translation.override("es"):
        yield


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 17, 9, 32, tzinfo=UTC), "hoy a las 10:32"),
        (datetime(2026, 11, 17, 0, 5, tzinfo=UTC), "hoy a la 1:05"),
        (datetime(2026, 11, 16, 23, 30, tzinfo=UTC), "hoy a las 0:30"),
        (datetime(2026, 11, 16, 9, 0, tzinfo=UTC), "ayer a las 10:00"),
        (datetime(2026, 11, 18, 8, 0, tzinfo=UTC), "mañana a las 9:00"),
        (datetime(2026, 11, 2, 8, 5, tzinfo=UTC), "lun 2 nov a las 9:05"),
        (datetime(2025, 7, 2, 8, 5, tzinfo=UTC), "2 jul 2025 a las 10:05"),
        (date(2026, 11, 18), "mañana"),
        (None, ""),
    ],
)
def test_a_moment_is_told_in_the_persons_zone_and_language(at, expected):
    assert texts.moment(at) == expected


def test_a_moment_in_english():
    with translation.override("en"):
        assert texts.moment(datetime(2026, 11, 17, 9, 32, tzinfo=UTC)) == "today at 10:32"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 17, 10, 59, 40, tzinfo=UTC), "ahora mismo"),
        (datetime(2026, 11, 17, 10, 57, tzinfo=UTC), "hace 3 min"),
        (datetime(2026, 11, 17, 9, 0, tzinfo=UTC), "hace 2 h"),
        (datetime(2026, 11, 17, 13, 0, tzinfo=UTC), "dentro de 2 h"),
        (datetime(2026, 11, 16, 9, 0, tzinfo=UTC), "ayer a las 10:00"),
    ],
)
def test_a_near_moment_is_told_by_its_distance(at, expected):
    assert texts.ago(at) == expected


def test_a_day_says_its_year_only_when_it_is_another():
    assert texts.day(date(2026, 12, 1)) == "martes 1 de diciembre"
    assert texts.day(date(2027, 12, 1)) == "miércoles 1 de diciembre de 2027"


def test_a_time_tag_carries_the_instant_for_machines():
    tag = texts.time_tag(datetime(2026, 11, 17, 9, 32, tzinfo=UTC))
    assert 'datetime="2026-11-17T10:32:00+01:00"' in tag
    assert ">hoy a las 10:32</time>" in tag


def test_money_is_written_the_way_of_the_language():
    assert texts.money(Money(Decimal("12489.5"), "EUR")) == "12.489,50\u00a0€"
    assert texts.money({"amount": "12489.50", "currency": "EUR"}) == "12.489,50\u00a0€"
    with translation.override("en"):
        assert texts.money(Money(Decimal("12489.5"), "EUR")) == "€12,489.50"


def test_numbers_keep_the_precision_they_were_given():
    assert texts.number(Decimal("12345.6700")) == "12.345,67"
    assert texts.number(None) == ""


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, "0 B"), (999, "999 B"), (340_000, "340 kB"), (2_400_000, "2,4 MB"), (25_000_000, "25 MB")],
)
def test_file_sizes(size, expected):
    assert texts.filesize(size) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Marta Ibáñez", "MI"),
        ("Íñigo de la Peña", "ÍP"),
        ("ana@acme.example", "A"),
        ("Clara", "C"),
        ("", "?"),
        (None, "?"),
    ],
)
def test_initials(name, expected):
    assert texts.initials(name) == expected

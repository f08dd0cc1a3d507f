"""Values as a person reads them: in the active language and time zone.

Plain functions that views and template tags share. In long lists a view calls them once a row and hands
the text over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, dates, numbers
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from ventanilla.core.kit import clock
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.text import kept_by_language


@lru_cache(maxsize=32)
def _locale(code: str) -> Locale:
    return Locale.parse(code.replace("-", "_"), sep="_")


def locale() -> Locale:
    """The babel locale of the active language."""
    return _locale(get_language() or "es")


def day(on: date | None, *, year: bool | None = None) -> str:
    """A calendar date: "lunes 3 de noviembre"; with the year when it isn't this one (or as `year` says)."""
    if on is None:
        return ""
    if isinstance(on, datetime):
        on = timezone.localtime(on).date()
    with_year = on.year != clock.today(timezone.get_current_timezone()).year if year is None else year
    return _day(on, with_year)


@kept_by_language
def _day(on: date, with_year: bool) -> str:
    weekday = dates.format_date(on, "EEEE", locale=locale())
    return f"{weekday} {dates.format_skeleton('yMMMMd' if with_year else 'MMMMd', on, locale=locale())}"


@kept_by_language
def _near_day(on: date, today: date) -> str:
    distance = (on - today).days
    near = {0: gettext("today"), -1: gettext("yesterday"), 1: gettext("tomorrow")}
    if distance in near:
        return near[distance]
    skeleton = "MMMEd" if on.year == today.year else "yMMMd"
    return dates.format_skeleton(skeleton, on, locale=locale()).replace(",", "")


def short_day(on: date | None) -> str:
    """A date in a few letters: "hoy", "mañana", "lun 3 nov", "3 nov 2024"."""
    if on is None:
        return ""
    today = clock.today(timezone.get_current_timezone())
    return _near_day(timezone.localtime(on).date() if isinstance(on, datetime) else on, today)


def whole_day(on: date | None) -> str:
    """A date in full without its weekday, for what stays: "3 de noviembre de 2025"."""
    if on is None:
        return ""
    local = timezone.localtime(on).date() if isinstance(on, datetime) else on
    return dates.format_date(local, "long", locale=locale())


def moment(at: datetime | date | None) -> str:
    """An instant in the person's zone: "hoy a las 10:32", "lun 3 nov a las 9:05"; of a date, its day."""
    if at is None:
        return ""
    if not isinstance(at, datetime):
        return short_day(at)
    local = timezone.localtime(at)
    return _at_time(short_day(at), local.time().replace(second=0, microsecond=0))


@kept_by_language
def _at_time(day: str, at: time) -> str:
    clock_time = dates.format_skeleton("Hm", datetime.combine(date.min, at), locale=locale())
    # Spanish says "a la 1:30" and "a las 2:30": the plural forms follow the hour.
    wording = ngettext("%(day)s at %(time)s", "%(day)s at %(time)s", at.hour)
    return wording % {"day": day, "time": clock_time}


def ago(at: datetime | None) -> str:
    """The distance from now: "ahora mismo", "hace 3 min", "dentro de 2 h"; beyond a day, the moment."""
    if at is None:
        return ""
    distance = clock.now() - at
    size = abs(distance)
    if size < timedelta(seconds=45):
        return gettext("just now")
    if size >= timedelta(hours=24):
        return moment(at)
    minutes = max(1, round(size.total_seconds() / 60))
    if minutes < 60:
        span = ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}
    else:
        span = ngettext("%(n)s h", "%(n)s h", round(minutes / 60)) % {"n": round(minutes / 60)}
    wording = gettext("%(span)s ago") if distance > timedelta() else gettext("in %(span)s")
    return wording % {"span": span}


def full_moment(at: datetime) -> str:
    """The instant without ambiguity, for titles and records: "lunes, 3 de noviembre de 2025, 10:32 CET"."""
    local = timezone.localtime(at).replace(microsecond=0)
    return _full_moment(local, local.tzinfo, local.fold)


@kept_by_language
def _full_moment(local: datetime, zone: tzinfo | None, _fold: int) -> str:
    return f"{dates.format_datetime(local, 'full', locale=locale(), tzinfo=zone)}"


def time_tag(at: datetime | date | None, text: str | None = None) -> SafeString:
    """`<time>` with the machine's form, the full form as title, and `text` (default: `moment`) to read."""
    if at is None:
        return SafeString("")
    if not isinstance(at, datetime):
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), text or short_day(at))
    stamp = timezone.localtime(at).isoformat(timespec="seconds")
    return format_html('<time datetime="{}" title="{}">{}</time>', stamp, full_moment(at), text or moment(at))


def money(value: Money | Mapping[str, str] | None) -> str:
    """An amount with its currency, e.g. "1249,00 €"; accepts Money or its JSON shape."""
    if not value:
        return ""
    amount = value if isinstance(value, Money) else Money.from_json(value)
    return _money(amount.amount, amount.currency)


@kept_by_language
def _money(amount: Decimal, currency: str) -> str:
    return numbers.format_currency(amount, currency, locale=locale())


def number(value: Decimal | float | int | str | None) -> str:
    """A number with the language's separators, as precise as it was given."""
    if value is None or value == "":
        return ""
    return numbers.format_decimal(Decimal(str(value)), locale=locale(), decimal_quantization=False)


def filesize(size: int | None) -> str:
    """Bytes in the nearest unit: "340 kB", "2,4 MB" (powers of ten, as operating systems show)."""
    if size is None:
        return ""
    amount, unit = Decimal(size), "B"
    for bigger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, bigger
    rounded = amount.quantize(Decimal(1) if unit in {"B", "kB"} or amount >= 10 else Decimal("0.1"))
    return f"{numbers.format_decimal(rounded, locale=locale())} {unit}"


def initials(name: Any) -> str:
    """Up to two letters for an avatar: "Marta Ibáñez" → "MI", "ana@acme.example" → "A"."""
    words = [word for word in str(name or "").split("@")[0].split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

"""Public holidays by country and region, from the `holidays` package."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import holidays
from holidays.holiday_base import HolidayBase

COUNTRY = re.compile("[A-Z]{2}")


def is_known(country: str, region: str = "") -> bool:
    """Whether there are holidays for a country (ISO 3166-1: "ES") and its region (as in ISO 3166-2: "MD")."""
    if not COUNTRY.fullmatch(country):
        return False
    try:
        holidays.country_holidays(country, subdiv=region or None)
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """The countries (ISO 3166-1, two letters) whose holidays are known."""
    return tuple(sorted(code for code in holidays.list_supported_countries() if COUNTRY.fullmatch(code)))


@lru_cache(maxsize=256)
def regions(country: str) -> tuple[tuple[str, str], ...]:
    """The regions of a country, each with a name of it where one is known; none for a country without its own."""
    if not is_known(country):
        return ()
    known = holidays.country_holidays(country)
    names: dict[str, str] = {}
    for name, code in getattr(known, "subdivisions_aliases", {}).items():
        names.setdefault(code, name)
    codes = [code for code in known.subdivisions if code not in getattr(known, "subdivisions_aliases", {})]
    return tuple(sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1]))


@lru_cache(maxsize=2048)
def dates(country: str, region: str, year: int) -> frozenset[date]:
    """The public holidays of one year; none without a country."""
    return frozenset(_holidays(country, region, year)) if country else frozenset()


def names(country: str, region: str, year: int, language: str) -> list[tuple[date, str]]:
    """The public holidays of one year in order, named in `language` ("es") or else as the country does."""
    if not country:
        return []
    known = holidays.country_holidays(country)
    wanted = (code for code in sorted(known.supported_languages) if code.partition("_")[0] == language)
    # Left out, the language would be that of the server's environment.
    chosen = next(wanted, known.default_language)
    return sorted(_holidays(country, region, year, chosen).items())


def _holidays(country: str, region: str, year: int, language: str | None = None) -> HolidayBase:
    return holidays.country_holidays(country, subdiv=region or None, years=year, language=language)

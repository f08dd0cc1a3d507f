"""`{{ fact | format }}` in messages: a small substitution, nothing that runs code.

Escaping belongs to the channel: give `escape` (HTML, Markdown…), and `one_line` for subjects and other
headers, where a line break from an answer could add a header (RFC 5322, section 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
INSIDE = re.compile(r"^\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*(?:\|\s*([a-z_]+)\s*)?$")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


@dataclass(frozen=True)
class Finding:
    """What is wrong with a placeholder: `bad_placeholder`, `unknown_format` or `unknown_fact`."""

    code: str
    params: Mapping[str, str]


@dataclass(frozen=True)
class _Reader:
    locale: Locale
    zone: tzinfo


def substitute(
    template: str,
    facts: Mapping[str, Any],
    *,
    language: str,
    zone: tzinfo = UTC,
    escape: Callable[[str], str] = str,
    one_line: bool = False,
) -> str:
    """The template with each placeholder filled in for a reader of `language` in `zone`.

    What is empty, unknown or cannot be shown in the wanted format becomes nothing or its plain text:
    a message is never lost for it. Only what is filled in goes through `escape`.
    """
    reader = _Reader(_locale(language), zone)

    def fill(found: re.Match[str]) -> str:
        inside = INSIDE.match(found[1])
        if inside is None:
            return ""
        text = _shown(_words(inside[1], facts), inside[2] or "text", reader)
        return escape(CONTROL.sub(" ", text) if one_line else text)

    filled = PLACEHOLDER.sub(fill, template)
    return CONTROL.sub(" ", filled).strip() if one_line else filled


def _words(fact: str, facts: Mapping[str, Any]) -> Any:
    """An option that is written in the form is told by its label: nobody knows the key by which rules call it."""
    words = facts.get(f"{fact}.words")
    return words if isinstance(words, Mapping) and words else facts.get(fact)


def check_template(template: str, knows: Callable[[str], bool]) -> list[Finding]:
    """What is wrong with a template; `knows` says whether a fact exists."""
    return [finding for found in PLACEHOLDER.finditer(template) for finding in _findings(found, knows)]


def facts_in_template(template: str) -> set[str]:
    """The facts that a template shows."""
    return {fact for _shown, fact in placeholders(template)}


def placeholders(template: str) -> Iterator[tuple[str, str]]:
    """Each placeholder that can be read, as it is written, and the fact that it names."""
    for found in PLACEHOLDER.finditer(template):
        inside = INSIDE.match(found[1])
        if inside is not None:
            yield found[0], inside[1]


def _findings(found: re.Match[str], knows: Callable[[str], bool]) -> Iterator[Finding]:
    inside = INSIDE.match(found[1])
    if inside is None:
        yield Finding("bad_placeholder", {"placeholder": found[0]})
        return
    if not knows(inside[1]):
        yield Finding("unknown_fact", {"fact": inside[1]})
    if inside[2] and inside[2] not in FORMATS:
        yield Finding("unknown_format", {"format": inside[2], "known": ", ".join(FORMATS)})


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.split("-")[0])
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _shown(value: Any, name: str, reader: _Reader) -> str:
    if value is None or value in ("", [], {}):
        return ""
    try:
        return FORMATS.get(name, _text)(value, reader)
    except (TypeError, ValueError, InvalidOperation, KeyError):
        return str(value)


def _text(value: Any, reader: _Reader) -> str:
    if isinstance(value, bool):
        return {"es": ("no", "sí")}.get(reader.locale.language, ("no", "yes"))[value]
    if isinstance(value, list | tuple):
        return ", ".join(_text(item, reader) for item in value)
    if isinstance(value, Mapping):
        return _money(value, reader) if "currency" in value else _name(value, reader)
    if isinstance(value, datetime):
        return _datetime(value, reader)
    if isinstance(value, date):
        return _date(value, reader)
    return _number(value, reader) if isinstance(value, int | float | Decimal) else str(value)


def _date(value: Any, reader: _Reader) -> str:
    if isinstance(value, str) and len(value) > len("2027-03-31"):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        value = value.astimezone(reader.zone).date()
    day = value if isinstance(value, date) else date.fromisoformat(value)
    return format_date(day, "long", locale=reader.locale)


def _datetime(value: Any, reader: _Reader) -> str:
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    long = "d MMMM y HH:mm" if reader.locale.language != "es" else "d 'de' MMMM 'de' y, HH:mm"
    return format_datetime(at.astimezone(reader.zone), long, locale=reader.locale)


def _money(value: Any, reader: _Reader) -> str:
    return format_currency(Decimal(str(value["amount"])), value["currency"], locale=reader.locale)


def _number(value: Any, reader: _Reader) -> str:
    return format_decimal(Decimal(str(value)), locale=reader.locale)


def _name(value: Any, reader: _Reader) -> str:
    if isinstance(value, Mapping):
        named = (
            value.get(reader.locale.language) or value.get("name") or value.get("label") or value.get("email")
        )
        return str(named) if named else ", ".join(_text(item, reader) for item in value.values())
    return _text(value, reader)


FORMATS: Mapping[str, Callable[[Any, _Reader], str]] = {
    "text": _text,
    "date": _date,
    "datetime": _datetime,
    "money": _money,
    "number": _number,
    "name": _name,
}

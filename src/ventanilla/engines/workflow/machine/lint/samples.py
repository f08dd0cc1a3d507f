"""Values that stand for all that a fact may be, as far as some tests on it can tell."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ventanilla.core.rules import FactType
from ventanilla.core.rules.kinds import as_date, as_instant, as_money
from ventanilla.core.rules.numbers import as_number
from ventanilla.engines.workflow.machine.lint.domains import Domain

Literal = tuple[Mapping[str, Any], bool]
Judged = tuple[list[Literal], list[Any] | None]
"""The tests that the values can answer for, and the values; None where nothing can be said."""

EMPTINESS = frozenset({"is_empty", "is_not_empty"})
EQUALITY = frozenset({"is", "is_not", "in", "not_in"}) | EMPTINESS
ORDER = frozenset({"gt", "gte", "lt", "lte", "between", "before", "after", "on_or_before", "on_or_after"})
TEXTUAL = frozenset({"contains", "not_contains", "starts_with", "ends_with", "within"})
SEVERAL = frozenset({"contains", "not_contains", "any_of", "all_of"}) | EMPTINESS
LABELLED = frozenset({FactType.TEXT, FactType.CHOICE, FactType.PERSON, FactType.LOCATION})
SOME_OTHER = "\ue000"
OTHER_CURRENCY = "XXX"
MOST_OPTIONS = 6
FIRST, LAST = date(1, 1, 2), date(9999, 12, 30)


def samples(domain: Domain, tests: list[Literal]) -> Judged:
    """The tests that can be judged and the values to judge them with."""
    if domain.type is FactType.BOOLEAN:
        return _only(tests, EQUALITY, _booleans), [True, False, None]
    if domain.type is FactType.NUMBER:
        return _numbers(domain, tests)
    if domain.type is FactType.MONEY:
        return _money(domain, tests)
    if domain.type is FactType.DATE:
        return _days(tests)
    if domain.type is FactType.INSTANT:
        return _instants(tests)
    if domain.type is FactType.CHOICES:
        return _several(tests)
    if domain.type in LABELLED:
        return _labels(domain, tests)
    return _empty(tests)


def _only(tests: Iterable[Literal], operators: Iterable[str], fits: Any) -> list[Literal]:
    known = frozenset(operators)
    return [
        (test, wanted) for test, wanted in tests if test["op"] in known and all(map(fits, constants(test)))
    ]


def constants(test: Mapping[str, Any]) -> list[Any]:
    """What a test compares with, as a list."""
    if "value" not in test:
        return []
    return test["value"] if isinstance(test["value"], list) else [test["value"]]


def _booleans(value: Any) -> bool:
    return isinstance(value, bool)


def _plain(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and as_instant(value) is None


def _labels(domain: Domain, tests: list[Literal]) -> Judged:
    judged = _only(tests, EQUALITY | TEXTUAL, _plain)
    chosen = [
        constants(test)
        for test, wanted in judged
        if (wanted and test["op"] in ("is", "in")) or (not wanted and test["op"] in ("is_not", "not_in"))
    ]
    if chosen:
        return judged, _possible(min(chosen, key=len), domain)
    if domain.type is FactType.CHOICE and domain.options is not None:
        return judged, [*sorted(domain.options), None]
    return _empty(judged)


def _possible(values: list[Any], domain: Domain) -> list[Any]:
    """Those of the values that are options, where it is known which there are."""
    if domain.type is not FactType.CHOICE or domain.options is None:
        return values
    known = {option.casefold() for option in domain.options}
    return [value for value in values if str(value).casefold() in known]


def _empty(tests: list[Literal]) -> Judged:
    """Only when some test says that there is no value."""
    nothing = any((test["op"] == "is_empty") is wanted for test, wanted in tests if test["op"] in EMPTINESS)
    return tests, [None] if nothing else None


def _several(tests: list[Literal]) -> Judged:
    judged = _only(tests, SEVERAL, _plain)
    named = list(dict.fromkeys(value for test, _wanted in judged for value in constants(test)))
    if len(named) > MOST_OPTIONS:
        return _empty(judged)
    some = itertools.chain.from_iterable(
        itertools.combinations(named, size) for size in range(len(named) + 1)
    )
    lists = [[*chosen, *other] for chosen in some for other in ((), (SOME_OTHER,))]
    return judged, [chosen or None for chosen in lists]


def _numbers(domain: Domain, tests: list[Literal]) -> Judged:
    judged = _only(
        tests, EQUALITY | ORDER, lambda value: _amount(value) is not None and as_money(value) is None
    )
    marks = {number for test, _w in judged for number in map(_amount, constants(test)) if number is not None}
    return judged, [*_within(_spread(marks, domain), domain), None]


def _money(domain: Domain, tests: list[Literal]) -> Judged:
    judged = _only(tests, EQUALITY | ORDER, lambda value: _amount(value) is not None)
    values = [value for test, _wanted in judged for value in constants(test)]
    marks = {number for number in map(_amount, values) if number is not None}
    named = {money[1] for money in map(as_money, values) if money}
    currencies = {domain.currency} if domain.currency else named | {OTHER_CURRENCY}
    amounts = list(_within(_spread(marks, domain), domain))
    return judged, [
        *({"amount": amount, "currency": each} for amount in amounts for each in sorted(currencies)),
        None,
    ]


def _amount(value: Any) -> Decimal | None:
    if isinstance(value, bool) or as_date(value) is not None:
        return None
    money = as_money(value)
    return money[0] if money else as_number(value)


def _spread(marks: set[Decimal], domain: Domain) -> Iterator[Decimal]:
    """Every mark, something between two neighbours, and something on either side."""
    ordered = sorted(
        marks | {limit for limit in (domain.low, domain.high) if limit is not None} or {Decimal(0)}
    )
    yield from (ordered[0] - 1, ordered[-1] + 1)
    for mark in ordered:
        yield mark
        if domain.whole:
            whole = mark.to_integral_value(rounding="ROUND_FLOOR")
            yield from (whole - 1, whole, whole + 1, whole + 2)
    for one, other in itertools.pairwise(ordered):
        yield (one + other) / 2


def _within(values: Iterable[Decimal], domain: Domain) -> Iterator[Decimal]:
    for value in values:
        fits = not domain.whole or value == value.to_integral_value()
        low = domain.low is None or value >= domain.low
        if fits and low and (domain.high is None or value <= domain.high):
            yield value


def _days(tests: list[Literal]) -> Judged:
    judged = _only(tests, EQUALITY | ORDER, lambda value: as_date(value) is not None)
    marks = {day for test, _wanted in judged for day in map(as_date, constants(test)) if day is not None}
    if any(not FIRST <= day <= LAST for day in marks):
        return [], None
    near = {day + timedelta(days=step) for day in marks or {date(2000, 1, 1)} for step in (-1, 0, 1)}
    return judged, [*sorted(near), None]


def _instants(tests: list[Literal]) -> Judged:
    judged = _only(tests, EQUALITY | ORDER, lambda value: as_instant(value) is not None)
    marks = {at for test, _wanted in judged for at in map(as_instant, constants(test)) if at is not None}
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    try:
        near = {epoch + timedelta(microseconds=mark + step) for mark in marks or {0} for step in (-1, 0, 1)}
    except OverflowError:
        return [], None
    return judged, [*sorted(near), None]

"""Numbers and money side by side: what adds to what, and which of several is least."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ventanilla.core.rules import numbers
from ventanilla.core.rules.faults import RuleFault
from ventanilla.core.rules.kinds import (
    EPOCH,
    MICROSECOND,
    as_date,
    as_instant,
    as_money,
    as_time,
    compare,
    is_empty,
)
from ventanilla.core.rules.numbers import as_number

Amount = tuple[Decimal, str | None]
ZERO: Amount = (Decimal(0), None)


def amount(value: Any) -> Amount | None:
    """(number, currency or None); None for empty. Raises RuleFault `wrong_type`."""
    if is_empty(value):
        return None
    money = as_money(value)
    if money:
        return money
    number = as_number(value)
    if number is None:
        raise RuleFault("wrong_type", wanted="amount")
    return number, None


def plain(value: Amount) -> Any:
    """Back to a number or to money."""
    number, currency = value
    return number if currency is None else {"amount": number, "currency": currency}


def added(left: Amount, right: Amount) -> Amount:
    return numbers.add(left[0], right[0]), _currency(left, right)


def subtracted(left: Amount, right: Amount) -> Amount:
    return numbers.subtract(left[0], right[0]), _currency(left, right)


def multiplied(left: Amount, right: Amount) -> Amount:
    if left[1] and right[1]:
        raise RuleFault("money_by_money")
    return numbers.multiply(left[0], right[0]), left[1] or right[1]


def divided(left: Amount, right: Amount) -> Amount:
    """Money by a number is money; money by money of one currency is a number."""
    if right[1] and left[1] != right[1]:
        raise RuleFault("currencies")
    return numbers.divide(left[0], right[0]), None if right[1] else left[1]


def least(values: list[Any], sign: int) -> Any:
    """The least (sign 1) or greatest (sign -1) of what isn't empty, the first of equals; None for nothing."""
    place = least_at(values, sign)
    return None if place is None else comparable(values[place])


def least_at(values: list[Any], sign: int) -> int | None:
    """The place of that value in the list. Raises RuleFault `wrong_type` or `currencies`."""
    best: int | None = None
    for place, value in enumerate(values):
        if is_empty(value):
            continue
        comparable(value)
        if best is None:
            best = place
            continue
        order = compare(value, values[best])
        if order is None or bool(as_money(value)) != bool(as_money(values[best])):
            raise RuleFault("currencies" if as_money(value) and as_money(values[best]) else "mixed_types")
        if order * sign < 0:
            best = place
    return best


def comparable(value: Any) -> Any:
    """The value itself when it has an order, numbers and money in their exact form."""
    money = as_money(value)
    if money:
        return plain(money)
    number = as_number(value)
    if number is not None:
        return number
    if as_date(value) is None and as_instant(value) is None and as_time(value) is None:
        raise RuleFault("wrong_type", wanted="comparable")
    return value


def whole(value: Any) -> int:
    """A whole number within a hundred thousand. Raises RuleFault `wrong_type` or `out_of_range`."""
    number = as_number(value)
    if number is None or number != number.to_integral_value():
        raise RuleFault("wrong_type", wanted="whole")
    if abs(number) > 100_000:
        raise RuleFault("out_of_range")
    return int(number)


def day(value: Any) -> date:
    """Raises RuleFault `wrong_type`."""
    found = as_date(value)
    if found is None:
        raise RuleFault("wrong_type", wanted="date")
    return found


def moment(value: Any) -> datetime:
    """An instant, in UTC. Raises RuleFault `wrong_type`."""
    found = as_instant(value)
    if found is None:
        raise RuleFault("wrong_type", wanted="instant")
    return EPOCH + found * MICROSECOND


def _currency(left: Amount, right: Amount) -> str | None:
    """A plain zero (the sum of no rows) goes with any currency."""
    if left[1] == right[1]:
        return left[1]
    if ZERO in (left, right):
        return left[1] or right[1]
    raise RuleFault("currencies")

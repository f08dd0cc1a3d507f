"""Exact numbers: twelve decimals, below 10^18. The browser does the same with BigInt.

Every number is settled after every step, so that both evaluators round at the same places.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from ventanilla.core.rules.faults import RuleFault

LIMIT = Decimal(10) ** 18
QUANTUM = Decimal(1).scaleb(-12)
NUMBER_TEXT = re.compile(r"[+-]?[0-9]{1,19}(\.[0-9]{1,20})?")
ROUNDINGS = {"nearest": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}

# 80 digits hold the exact product of two numbers, and a quotient far enough from any tie.
EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)


def settle(number: Decimal) -> Decimal:
    """Round half-even to twelve decimals, without trailing zeros.

    Raises RuleFault `too_large` for what isn't finite or reaches 10^18.
    """
    if not number.is_finite() or abs(number) >= LIMIT * 10:
        raise RuleFault("too_large")
    rounded = number.quantize(QUANTUM, context=EXACT)
    if abs(rounded) >= LIMIT:
        raise RuleFault("too_large")
    return _without_zeros(rounded)


def as_number(value: object) -> Decimal | None:
    """The number that a value stands for: a number, or a text that is a plain decimal; else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return _settled_or_none(Decimal(value)) if NUMBER_TEXT.fullmatch(value) else None
    if isinstance(value, float):
        return _settled_or_none(Decimal(repr(value)))
    if isinstance(value, int | Decimal):
        return _settled_or_none(Decimal(value))
    return None


def add(left: Decimal, right: Decimal) -> Decimal:
    return settle(EXACT.add(left, right))


def subtract(left: Decimal, right: Decimal) -> Decimal:
    return settle(EXACT.subtract(left, right))


def multiply(left: Decimal, right: Decimal) -> Decimal:
    return settle(EXACT.multiply(left, right))


def divide(left: Decimal, right: Decimal) -> Decimal:
    """Raises RuleFault `division_by_zero`."""
    if not right:
        raise RuleFault("division_by_zero")
    return settle(EXACT.divide(left, right))


def rounded(number: Decimal, places: int, towards: str) -> Decimal:
    """Commercial rounding ("nearest": a tie goes away from zero), or always "up" or "down"."""
    exact = number.quantize(Decimal(1).scaleb(-places), rounding=ROUNDINGS[towards], context=EXACT)
    return settle(exact)


def number_text(number: Decimal) -> str:
    """Plain decimal digits: no exponent, no trailing zeros, no negative zero."""
    return format(_without_zeros(number), "f")


def _settled_or_none(number: Decimal) -> Decimal | None:
    try:
        return settle(number)
    except RuleFault:
        return None


def _without_zeros(number: Decimal) -> Decimal:
    if not number:
        return Decimal(0)
    short = number.normalize(EXACT)
    _, _, exponent = short.as_tuple()
    return short.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else short

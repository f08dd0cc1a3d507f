"""Between what a number or an amount has to be, with these answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Money, Number
from ventanilla.core.blueprint.questions.limits import is_worked_out
from ventanilla.core.rules import facts_in
from ventanilla.core.rules.kinds import as_money
from ventanilla.core.rules.numbers import as_number, rounded
from ventanilla.records.intake.reading import Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import ANSWERS, ROW
from ventanilla.records.intake.showing import money_text, number_text

CENTS = 2
TOWARDS = {"min": "up", "max": "down"}
"""A limit between two amounts that can be written counts as the nearer one inside."""


@dataclass(frozen=True)
class Range:
    """The least and the most that may be written; None where nothing limits it."""

    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing fits."""
        return self.low is not None and self.high is not None and self.low > self.high

    def holds(self, amount: Decimal) -> bool:
        return (self.low is None or amount >= self.low) and (self.high is None or amount <= self.high)


def range_of(question: Number | Money, scope: Scope) -> Range:
    """The limits as they are now. One that can't be worked out, or is in another currency, limits nothing."""
    return Range(_limit(question, "min", scope), _limit(question, "max", scope))


def follows_answers(limit: Any) -> bool:
    """Whether the limit is another one with other answers."""
    return is_worked_out(limit) and any(
        path.startswith((f"{ANSWERS}.", f"{ROW}.")) for path in facts_in(limit)
    )


def has_worked_out(question: Number | Money) -> bool:
    """Whether one of the limits isn't written in the form, so that people have to be told."""
    return is_worked_out(question.min) or is_worked_out(question.max)


def require_within(question: Number | Money, amount: Decimal, scope: Scope) -> None:
    """Raise Wrong, naming the limit, when the amount is beyond it. What was given before stays right while nothing
    but the world outside the form has changed."""
    now = range_of(question, scope)
    if now.holds(amount) or _stays(question, amount, scope):
        return
    if now.is_empty:
        raise Wrong(words_of(question, now))
    if now.low is not None and amount < now.low:
        raise Wrong(_("Write %(limit)s or more.") % {"limit": _amount_text(question, now.low)})
    if now.high is not None:
        raise Wrong(_("Write %(limit)s or less.") % {"limit": _amount_text(question, now.high)})


def words_of(question: Number | Money, limits: Range) -> str:
    """The limits that aren't written in the form, to read beside the field; "" when there are none now."""
    low, high = (None if each is None else _amount_text(question, each) for each in (limits.low, limits.high))
    names = {"low": low, "high": high}
    if limits.is_empty:
        return templates()["none_fits"] % names
    worked_out = {"low": is_worked_out(question.min), "high": is_worked_out(question.max)}
    given = [name for name, text in names.items() if text is not None and worked_out[name]]
    return templates()["_".join(given)] % names if given else ""


def templates() -> dict[str, str]:
    """How limits are said in the language of now."""
    return {
        "low": _("%(low)s at least."),
        "high": _("%(high)s at most."),
        "low_high": _("From %(low)s to %(high)s."),
        "none_fits": _("Nothing can be written here now: it would be %(low)s at least and %(high)s at most."),
    }


def _limit(question: Number | Money, name: str, scope: Scope) -> Decimal | None:
    limit = getattr(question, name)
    if not is_worked_out(limit):
        return limit if isinstance(limit, Decimal) else None
    if not scope.is_sure(limit):
        return None
    value = scope.value(limit)
    money = as_money(value)
    if money is not None and not (isinstance(question, Money) and money[1] == question.currency):
        return None
    number = money[0] if money else as_number(value)
    return None if number is None else rounded(number, places_for(question), TOWARDS[name])


def places_for(question: Number | Money) -> int:
    """How many decimals may be written."""
    return question.decimals if isinstance(question, Number) else CENTS


def _stays(question: Number | Money, amount: Decimal, scope: Scope) -> bool:
    """Whether it was given before, and no answer decides what is right: a fixed limit is never other than it was."""
    if any(follows_answers(limit) for limit in (question.min, question.max)) or not has_worked_out(question):
        return False
    before = scope.given_before(question.id)
    return any((as_money(each) or (as_number(each),))[0] == amount for each in before)


def _amount_text(question: Number | Money, number: Decimal) -> str:
    if isinstance(question, Money):
        return money_text(number, question.currency)
    return number_text(number)

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.engines.workflow.entries.base import OfStep
from ventanilla.records.budgets.entries import Amount, money


class BudgetReserved(OfStep):
    """Money of a cost centre was set aside. What is left of it is not for everybody, so it isn't said here."""

    name: ClassVar[str] = "workflow.budget_reserved"
    icon: ClassVar[str] = "banknotes"
    amount: Amount
    centre: Localized

    def say(self, actor: str) -> str:
        values = {"amount": money(self.amount), "centre": pick(self.centre)}
        return _("%(amount)s of the budget of %(centre)s are set aside for this.") % values


class BudgetShort(OfStep):
    """The cost centre has not enough left."""

    name: ClassVar[str] = "workflow.budget_short"
    icon: ClassVar[str] = "banknotes"
    hears: ClassVar[tuple[str, ...]] = ("requester",)
    centre: Localized
    owner: str

    def say(self, actor: str) -> str:
        return _("The budget of %(centre)s has not enough left for this.") % {"centre": pick(self.centre)}

    def detail(self) -> str:
        return _("%(owner)s answers for that budget.") % {"owner": self.owner}


class BudgetSettled(OfStep):
    """What was set aside is the real price now."""

    name: ClassVar[str] = "workflow.budget_settled"
    icon: ClassVar[str] = "banknotes"
    amount: Amount
    old: Amount

    def say(self, actor: str) -> str:
        values = {"price": money(self.amount), "old": money(self.old)}
        if self.amount == self.old:
            return _("The price is %(price)s, as was set aside.") % values
        return _("The price is %(price)s; %(old)s had been set aside.") % values

"""What is recorded about a cost centre, on its own stream. Amounts are {"amount": "12.50", "currency": "EUR"}."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from babel.numbers import format_currency
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType

Amount = dict[str, str]


def money(value: Amount) -> str:
    """An amount as the active language writes it."""
    locale = (get_language() or "es").replace("-", "_")
    return format_currency(Decimal(value["amount"]), value["currency"], locale=locale)


class CentreAdded(EntryType):
    """A cost centre is known from now on."""

    name: ClassVar[str] = "budget.centre_added"
    icon: ClassVar[str] = "plus-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    code: str
    centre: Localized
    owner: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "code": self.code, "name": pick(self.centre), "owner": self.owner}
        return _("%(actor)s added %(code)s %(name)s. %(owner)s answers for it.") % values


class OwnerChanged(EntryType):
    """Somebody else answers for the cost centre."""

    name: ClassVar[str] = "budget.owner_changed"
    icon: ClassVar[str] = "user"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    old: str
    new: str

    def say(self, actor: str) -> str:
        return _("%(actor)s: %(new)s answers for it now, in place of %(old)s.") % {
            "actor": actor,
            "new": self.new,
            "old": self.old,
        }


class AmountSet(EntryType):
    """What a cost centre has for a year was set, or changed."""

    name: ClassVar[str] = "budget.amount_set"
    icon: ClassVar[str] = "banknotes"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    year: int
    old: Amount | None
    new: Amount
    reason: str = ""

    def say(self, actor: str) -> str:
        values = {"actor": actor, "year": self.year, "new": money(self.new)}
        if self.old is None:
            return _("%(actor)s set the budget for %(year)s to %(new)s.") % values
        values["old"] = money(self.old)
        return _("%(actor)s changed the budget for %(year)s from %(old)s to %(new)s.") % values

    def detail(self) -> str:
        return self.reason


class Moved(EntryType):
    """Base of what happens to a reservation: `reference` is the number of what it is for, `left` what remains."""

    name: ClassVar[str] = "budget.moved"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    reference: str
    amount: Amount
    left: Amount

    def detail(self) -> str:
        return _("%(left)s left.") % {"left": money(self.left)}


class Reserved(Moved):
    """An amount was set aside."""

    name: ClassVar[str] = "budget.reserved"
    icon: ClassVar[str] = "lock-closed"
    beyond: bool = False

    def say(self, actor: str) -> str:
        values = {"amount": money(self.amount), "number": self.reference}
        if self.beyond:
            return _("%(amount)s set aside for %(number)s, beyond the budget, as was allowed.") % values
        return _("%(amount)s set aside for %(number)s.") % values


class Adjusted(Moved):
    """What was set aside became another amount."""

    name: ClassVar[str] = "budget.adjusted"
    icon: ClassVar[str] = "adjustments-horizontal"
    old: Amount

    def say(self, actor: str) -> str:
        values = {"old": money(self.old), "new": money(self.amount), "number": self.reference}
        return _("What is set aside for %(number)s went from %(old)s to %(new)s.") % values


class Released(Moved):
    """It isn't needed any more."""

    name: ClassVar[str] = "budget.released"
    icon: ClassVar[str] = "lock-open"

    def say(self, actor: str) -> str:
        return _("%(amount)s of %(number)s are free again.") % {
            "amount": money(self.amount),
            "number": self.reference,
        }


class Spent(Moved):
    """It was bought."""

    name: ClassVar[str] = "budget.spent"
    icon: ClassVar[str] = "check-circle"

    def say(self, actor: str) -> str:
        return _("%(amount)s spent on %(number)s.") % {
            "amount": money(self.amount),
            "number": self.reference,
        }

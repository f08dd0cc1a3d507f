"""Waiting for somebody outside of the house, because a person of the team says so."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.timeline.entries import EntryType


class WaitsForSupplier(EntryType):
    """Who asked is told, because nothing is asked of them. `promised`: the date that was promised until then."""

    name: ClassVar[str] = "ticket.waits_for_supplier"
    icon: ClassVar[str] = "truck"
    hears: ClassVar[tuple[str, ...]] = ("requester", "requested_for")
    weight: ClassVar[int] = 40
    supplier: str
    until: date | None = None
    promised: datetime | None = None

    def say(self, actor: str) -> str:
        if self.until is None:
            return _("The request waits for %(supplier)s.") % {"supplier": self.supplier.removesuffix(".")}
        values = {"supplier": self.supplier, "day": date_format(self.until, _("j F"))}
        return _("The request waits for %(supplier)s, expected by %(day)s.") % values


class SupplierOver(EntryType):
    """It goes on; `due`: because the day has come, and somebody should see whether what was expected is there."""

    name: ClassVar[str] = "ticket.supplier_over"
    icon: ClassVar[str] = "play-circle"
    hears: ClassVar[tuple[str, ...]] = ("assignee", "team")
    weight: ClassVar[int] = 70
    supplier: str
    due: bool = False
    since: datetime | None = None
    promised: datetime | None = None

    def say(self, actor: str) -> str:
        if self.due:
            return _("%(supplier)s was expected by today: the request goes on.") % {"supplier": self.supplier}
        values = {"supplier": self.supplier.removesuffix(".")}
        return _("The request doesn't wait for %(supplier)s any more.") % values

    def kind_of_news(self) -> str:
        return "team"

    def path(self, number: str) -> str:
        return f"/desk/tickets/{number}/"

    def call_to_action(self) -> str:
        return _("See the request")

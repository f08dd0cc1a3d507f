"""Where a ticket stands, as a person of the team says it: waiting for who asked, for a supplier, or under way."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.core.timeline.models import Entry
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.actions.lock import locked, saved
from ventanilla.records.tickets.actions.work import move, require_work
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.facts import zone_of
from ventanilla.records.tickets.models import OutageReport, Ticket
from ventanilla.records.tickets.queries import waits_by_hand

LONGEST_NAME = 120
LONGEST_WAIT = timedelta(days=730)


@action
def set_status(*, actor: Person | None, ticket: Ticket, status: Status) -> Ticket:
    """Set one of the statuses of a ticket under way; it waits for no supplier any more. Resolving and cancelling are
    actions of their own.

    Raises NotAllowed, Conflict when the ticket is over.
    """
    ticket = _under_way(actor, ticket)
    if status in (Status.RESOLVED, Status.CLOSED):
        raise Conflict(_("This request is over already."))
    _end(ticket, actor)
    move(ticket, status, actor=actor)
    return ticket


@action
def wait_for_supplier(*, actor: Person, ticket: Ticket, supplier: str, until: date | None = None) -> Ticket:
    """Say that it waits for somebody outside of the house, and when that is expected, if it is known. On that day the
    wait is over and whoever works on it is told. It is nobody's turn meanwhile.

    Raises NotAllowed, Invalid with `fields` (supplier, until), Conflict when the ticket is over.
    """
    ticket = _under_way(actor, ticket)
    supplier = _name(supplier)
    if until is not None:
        _check_day(ticket, until)
    if (ticket.supplier, ticket.supplier_until) == (supplier, until):
        return ticket
    ticket.supplier, ticket.supplier_until = supplier, until
    saved(ticket, "supplier", "supplier_until")
    told = entries.WaitsForSupplier(supplier=supplier, until=until, promised=ticket.promised_at)
    record(ticket.stream, told, actor=actor)
    if ticket.status == Status.NEW or (ticket.status == Status.WAITING and waits_by_hand(ticket)):
        move(ticket, Status.OPEN, actor=actor)
    return ticket


@action
def end_wait(*, ticket: Ticket) -> bool:
    """The day has come on which the supplier was expected: it goes on, and whoever works on it is told. Returns
    whether it had; doing it twice changes nothing."""
    ticket = locked(ticket)
    if ticket.ended or ticket.supplier_until is None or ticket.supplier_until > _today(ticket):
        return False
    _end(ticket, None)
    return True


def waits_to_end() -> list[Ticket]:
    """The tickets whose supplier was expected by now, somewhere in the world; `end_wait` looks at their own day."""
    latest = clock.now().date() + timedelta(days=1)
    rows = Ticket.objects.filter(supplier_until__lte=latest).exclude(supplier="")
    return list(rows.only("pk").order_by("supplier_until", "pk"))


def _under_way(actor: Person | None, ticket: Ticket) -> Ticket:
    require_work(actor, ticket)
    ticket = locked(ticket)
    if ticket.ended:
        raise Conflict(_("This request is over already."))
    if actor is not None and OutageReport.objects.filter(ticket=ticket).exists():
        raise Conflict(_("It waits for the end of an outage. Take it out of there first."))
    return ticket


def _name(given: str) -> str:
    name = " ".join(given.replace("\x00", "").split())
    if not name:
        said = _("Write whom it waits for.")
        raise Invalid(said, {"supplier": [said]})
    if len(name) > LONGEST_NAME:
        said = _("This name is too long: 120 letters at most.")
        raise Invalid(said, {"supplier": [said]})
    return name


def _check_day(ticket: Ticket, until: date) -> None:
    today = _today(ticket)
    if not today < until <= today + LONGEST_WAIT:
        said = _("Choose a day from tomorrow on, within two years.")
        raise Invalid(said, {"until": [said]})


def _today(ticket: Ticket) -> date:
    return clock.now().astimezone(zone_of(ticket.department)).date()


def _end(ticket: Ticket, actor: Person | None) -> None:
    """It waits for no supplier any more; nothing happens when it didn't."""
    if not ticket.supplier:
        return
    told = entries.SupplierOver(supplier=ticket.supplier, due=actor is None, **_begun(ticket))
    ticket.supplier, ticket.supplier_until = "", None
    saved(ticket, "supplier", "supplier_until")
    record(ticket.stream, told, actor=actor)


def _begun(ticket: Ticket) -> dict[str, object]:
    """Since when it has waited, under whatever name, and what was promised then."""
    rows = Entry.objects.filter(stream=ticket.stream_id).order_by("-position")
    over = rows.filter(type="ticket.supplier_over").values_list("position", flat=True).first() or 0
    first = rows.filter(type="ticket.waits_for_supplier", position__gt=over).last()
    if first is None:
        return {}
    return {"since": first.at, "promised": first.payload.get("promised")}

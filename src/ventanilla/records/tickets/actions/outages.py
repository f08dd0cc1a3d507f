"""Reports of one outage: joined to it, told once, and ended with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotAllowed, NotFound, Refusal
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, attempt, record
from ventanilla.records.status.actions import first_told, open_outage
from ventanilla.records.status.choices import OutageKind, ToldOf, Wants
from ventanilla.records.status.models import Component, Follow, Outage, OutageUpdate
from ventanilla.records.tickets import entries
from ventanilla.records.tickets.actions.ending import end_as
from ventanilla.records.tickets.actions.lock import locked
from ventanilla.records.tickets.actions.work import comment, move, see, take_up_again
from ventanilla.records.tickets.choices import ENDED, Outcome, Reason, Status
from ventanilla.records.tickets.models import OutageReport, Ticket, TicketAccess
from ventanilla.records.tickets.policies import is_asker, may_reopen, may_work

NEVER_THERE = _("There is no such outage, or it isn't shown to you.")


@action
def join(*, actor: Person, ticket: Ticket, outage: Outage) -> Ticket:
    """Say that this ticket reports `outage`: it waits for its end, and who asked is told that it is known. Joining it
    again changes nothing.

    Raises NotAllowed, NotFound, Conflict when the ticket or the outage is over, or when it is joined to another one.
    """
    if not may_work(actor, ticket):
        raise NotAllowed(_("Only the team that works on it can do this."))
    if not Outage.objects.visible_to(actor).filter(pk=outage.pk, kind=OutageKind.OUTAGE).exists():
        raise NotFound(NEVER_THERE)
    ticket = locked(ticket)
    outage = Outage.objects.select_for_update(of=("self",)).get(pk=outage.pk)
    known = OutageReport.objects.filter(ticket=ticket).select_related("outage").first()
    if known is not None and known.outage_id == outage.pk:
        return ticket
    _may_be_joined(ticket, outage, known)
    OutageReport.objects.create(ticket=ticket, outage=outage, joined_by=actor, joined_at=clock.now())
    see(actor=actor, ticket=ticket)
    move(ticket, Status.WAITING, actor=None)
    _tell_known(actor, ticket, outage)
    return ticket


def _may_be_joined(ticket: Ticket, outage: Outage, known: OutageReport | None) -> None:
    if ticket.ended:
        raise Conflict(_("This request is over already."))
    if known is not None:
        raise Conflict(_("This request is joined to another outage already."))
    if outage.ended:
        raise Conflict(_("This outage is over already."))


def _tell_known(actor: Person, ticket: Ticket, outage: Outage) -> None:
    """Who asked follows the outage from now on, and hears of its end; of every update only when they choose so. An
    outage that isn't theirs to see isn't named to them."""
    shown = [person for person in _askers(ticket) if _sees(person, outage)]
    for person in shown:
        Follow.objects.update_or_create(
            outage=outage,
            person=person,
            defaults={"affected": True},
            create_defaults={"affected": True, "wants": Wants.END, "at": clock.now()},
        )
    told = first_told(outage, _people(ticket), ToldOf.KNOWN)
    named = all(_sees(person, outage) for person in _askers(ticket))
    entry = entries.JoinedToOutage(outage=outage.pk, title=outage.title if named else {}, people=told)
    record(ticket.stream, entry, actor=actor)


@action
def join_all(
    *, actor: Person, tickets: Iterable[Ticket], outage: Outage
) -> tuple[list[Ticket], list[tuple[Ticket, str]]]:
    """Join several; those that can't be are given back with the reason, and the others are joined all the same."""
    joined, refused = [], []
    for ticket in sorted(tickets, key=lambda row: row.pk):
        try:
            with attempt():
                joined.append(join(actor=actor, ticket=ticket, outage=outage))
        except Refusal as refusal:
            refused.append((ticket, str(refusal)))
    return joined, refused


@action
def make_outage(
    *,
    actor: Person,
    tickets: Iterable[Ticket],
    title: Mapping[str, str],
    components: Mapping[Component, str],
    text: Mapping[str, str] | None = None,
    next_update_at: datetime | None = None,
) -> Outage:
    """Make an outage of these reports: it began when the first of them came. All or nothing.

    Raises NotAllowed, Invalid naming the field, Conflict.
    """
    reports = sorted(tickets, key=lambda row: row.pk)
    outage = open_outage(
        actor=actor,
        title=title,
        components=components,
        text=text,
        started_at=min((row.created_at for row in reports), default=None),
        next_update_at=next_update_at,
    )
    for ticket in reports:
        join(actor=actor, ticket=ticket, outage=outage)
    return outage


@action
def leave(*, actor: Person, ticket: Ticket) -> Ticket:
    """It was something else: the ticket is worked on by itself again. Raises NotAllowed, Conflict when not joined."""
    if not may_work(actor, ticket):
        raise NotAllowed(_("Only the team that works on it can do this."))
    ticket = locked(ticket)
    if ticket.ended:
        raise Conflict(_("This request is over already."))
    _part(ticket, actor, by_asker=False)
    move(ticket, Status.OPEN, actor=actor)
    return ticket


@action
def still_fails(*, actor: Person, ticket: Ticket, text: str = "") -> Ticket:
    """Who asked says that it still fails for them: theirs alone is worked on by itself again, open if it was over.

    Raises NotAllowed, Conflict when it wasn't joined to an outage.
    """
    if not is_asker(actor, ticket):
        raise NotAllowed(_("Only who asked for it can say this."))
    ticket = locked(ticket)
    if not ticket.ended:
        _part(ticket, actor, by_asker=True)
        move(ticket, Status.OPEN, actor=actor)
    elif may_reopen(actor, ticket):
        take_up_again(ticket, actor)
    else:
        raise Conflict(_("This request is over already."))
    if text.strip():
        comment(actor=actor, ticket=ticket, text=text)
    return ticket


def _part(ticket: Ticket, actor: Person, *, by_asker: bool) -> None:
    deleted, _rows = OutageReport.objects.filter(ticket=ticket).delete()
    if not deleted:
        raise Conflict(_("This request isn't joined to an outage."))
    record(ticket.stream, entries.LeftOutage(by_asker=by_asker), actor=actor)


def reports_to_end(outage: int) -> list[int]:
    """The tickets (ids) that are still to end with this outage, in order."""
    rows = OutageReport.objects.filter(outage=outage).exclude(ticket__status__in=ENDED)
    return list(rows.order_by("ticket").values_list("ticket", flat=True))


@action
def end_report(*, ticket: int, outage: Outage) -> bool:
    """End one report with its outage; those who haven't heard yet that it is over are told. Returns whether there was
    something to do: a second time there isn't."""
    row = locked(ticket)
    if row.ended or not OutageReport.objects.filter(ticket=row, outage=outage).exists():
        return False
    end_as(row, Outcome.SOLVED)
    said = OutageUpdate.objects.filter(outage=outage).order_by("-pk").first()
    named = all(_sees(person, outage) for person in _askers(row))
    entry = entries.ResolvedWithOutage(
        outcome=Outcome.SOLVED,
        outage=outage.pk,
        title=outage.title if named else {},
        said=said.text if said and named else {},
        people=first_told(outage, _people(row), ToldOf.OVER),
    )
    record(row.stream, entry, actor=None)
    return True


def _askers(ticket: Ticket) -> list[Person]:
    people = {ticket.requester_id: ticket.requester, ticket.requested_for_id: ticket.requested_for}
    return list(people.values())


def _people(ticket: Ticket) -> list[int]:
    """Who asked, whom it is for, and who was let in to follow it."""
    rows = TicketAccess.objects.filter(
        ticket=ticket, reasons__contains=[Reason.PARTICIPANT], principal__startswith="p:"
    )
    followers = [int(principal.removeprefix("p:")) for principal in rows.values_list("principal", flat=True)]
    return [ticket.requester_id, ticket.requested_for_id, *followers]


def _sees(person: Person, outage: Outage) -> bool:
    return Outage.objects.visible_to(person).filter(pk=outage.pk).exists()

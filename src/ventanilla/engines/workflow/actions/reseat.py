"""When those who were asked can't decide any more, others are asked: somebody left, is away, changed groups or has
another manager."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from ventanilla.core.access.queries import person_principal
from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.blueprint.needs import needed
from ventanilla.core.blueprint.seats import AnySeat, GroupSeat, PeopleSeat, TeamSeat
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.actions.clocks import release
from ventanilla.engines.workflow.actions.decide import follow
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.entries import Moved
from ventanilla.engines.workflow.models import Approval, Seat, SeatCandidate
from ventanilla.engines.workflow.runtime import store, table
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.engines.workflow.runtime.performers.approvals import asked, waiting_for
from ventanilla.engines.workflow.runtime.performers.endings import close_approval
from ventanilla.engines.workflow.runtime.table import Told
from ventanilla.records.tickets.actions import locked, revoke
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket

Decided = Mapping[int, frozenset[int]]
"""Who has decided, and on whose behalf."""


@action
def reseat(*, approval: Approval, because: str = "") -> bool:
    """Look again at who sits at an open approval; what was decided stays. Returns whether anything has changed.
    `because` is the code of a reason that the people found don't tell by themselves.

    Those who come are asked, and the ticket says who decides now and why. When too few are left who could decide, the
    owner of the service gets a task.
    """
    ticket = locked(approval.ticket_id)
    approval = Approval.objects.select_related("step__run", "ticket").get(pk=approval.pk)
    if approval.state != OpenState.OPEN:
        return False
    block = store.program_of(approval.step.run.version_id).nodes[approval.step.block].block
    assert isinstance(block, Block)
    planned = table.plan(block, ticket, approval.holders, approval.barred)
    before, sitting, turn = waiting_for(approval), _sitting(approval), table.places(approval)
    if not _refit_all(approval, planned, because):
        return False
    _forget(ticket, sitting - _sitting(approval))
    if sum(bool(seat.people) for seat in table.states(approval)) < approval.need:
        release(approval, ticket)
        close_approval(approval, OpenState.CANCELLED)
        feed(ticket, machine.Failed(store.key_of(approval.step), "no_approver"))
        return True
    empty = table.note_empty(approval)
    if table.tally(approval) is None:
        reasons = table.told(reason for _spec, resolved in planned for reason in resolved.all_reasons)
        why: list[Told] = [*([because] if because else []), *reasons, *empty]
        _tell(approval, ticket, before, why, always=bool(empty))
    follow(approval, ticket, approval.decisions.filter(void=False).order_by("pk").last(), turn=turn)
    return True


def _tell(
    approval: Approval,
    ticket: Ticket,
    before: list[Person],
    why: list[Told],
    *,
    always: bool,
) -> None:
    """Ask those who have come, and say on the ticket who decides now and why; also when that is the same (`always`)."""
    asked_now = table.take_turns(approval, ticket).asked
    now = {person.pk for person in waiting_for(approval)}
    gone = [person.name for person in before if person.pk not in now]
    if asked_now or gone or always:
        moved = asked(Moved, approval, why, asked_now, before=gone)
        record(ticket.stream, moved, actor=None)


def _refit_all(approval: Approval, planned: Iterable[tuple[AnySeat, machine.Resolved]], because: str) -> bool:
    votes = approval.decisions.filter(void=False).values_list("person", "behalf")
    decided: Decided = {person: frozenset(behalf) for person, behalf in votes}
    rows = {seat.position: seat for seat in approval.seats.filter(parent=None)}
    changes = [
        _refit(approval, rows[position], spec, resolved, decided, because)
        for position, (spec, resolved) in enumerate(planned)
        if position in rows
    ]
    return any(changes)


def _refit(
    approval: Approval,
    seat: Seat,
    spec: AnySeat,
    resolved: machine.Resolved,
    decided: Decided,
    because: str,
) -> bool:
    """Bring one seat in line with who would sit there today."""
    inner = list(seat.inner.order_by("position"))
    if bool(inner) != bool(resolved.inner) or len(inner) != len(resolved.inner):
        return _lay_anew(approval, seat, spec, resolved, decided, because)
    changed = _refit_people(seat, spec, resolved, decided, because)
    for index, (row, one) in enumerate(zip(inner, resolved.inner, strict=True)):
        below = table.inner_spec(spec, index)
        changed = _refit(approval, row, below, one, decided, because) or changed
    return changed


def _lay_anew(
    approval: Approval,
    seat: Seat,
    spec: AnySeat,
    resolved: machine.Resolved,
    decided: Decided,
    because: str,
) -> bool:
    """A chain that is longer or shorter now: the levels that have decided stay, the others are found anew."""
    if seat.seatcandidate_set.filter(person__in=decided).exists():
        return False
    kept = [row for row in seat.inner.all() if row.seatcandidate_set.filter(person__in=decided).exists()]
    if not kept:
        parent, position, before = seat.parent, seat.position, seat.looked
        seat.delete()
        laid = table.lay_seat(approval, parent, position, spec, resolved)
        laid.looked = table.looked(resolved.looks, before, because)
        laid.save(update_fields=["looked"])
        return True
    seat.inner.exclude(pk__in=[row.pk for row in kept]).delete()
    done = _done(SeatCandidate.objects.filter(seat__in=kept), decided)
    levels = [one for one in resolved.inner or (resolved,) if not _has_decided(one, done)]
    last = max(row.position for row in kept)
    for index, one in enumerate(levels, start=1):
        table.lay_seat(approval, seat, last + index, spec, one)
    seat.need = len(kept) + len(levels)
    seat.looked = table.looked(resolved.looks, seat.looked, because)
    seat.save(update_fields=["need", "looked"])
    return True


def _refit_people(
    seat: Seat, spec: AnySeat, resolved: machine.Resolved, decided: Decided, because: str
) -> bool:
    rows = {row.person_id: row for row in seat.seatcandidate_set.all()}
    staying = {
        pk
        for pk, row in rows.items()
        if pk in decided or (row.escalated and Person.objects.filter(pk=pk, is_active=True).exists())
    }
    wanted = _wanted(resolved, _done(rows.values(), decided), decided)
    if any(
        row.escalated and pk in wanted for pk, row in rows.items()
    ):  # they don't sit here besides any more
        seat.seatcandidate_set.filter(person__in=wanted).update(escalated=False)
    gone = rows.keys() - wanted.keys() - staying
    come = wanted.keys() - rows.keys()
    others = {pk for pk in wanted.keys() & rows.keys() - decided.keys() if rows[pk].behalf != wanted[pk]}
    need = _need(spec, resolved, wanted.keys() | (staying & decided.keys()))
    if not gone and not come and not others and need == seat.need:
        return False
    seat.seatcandidate_set.filter(person__in=gone).delete()
    for person in come:
        SeatCandidate.objects.create(seat=seat, person_id=person, open=False, behalf=wanted[person])
    for person in others:
        seat.seatcandidate_set.filter(person=person).update(behalf=wanted[person])
    seat.need, seat.reasons = need, table.told(resolved.reasons)
    seat.looked = table.looked(resolved.looks, seat.looked, because)
    seat.save(update_fields=["need", "reasons", "looked"])
    return True


def _done(rows: Iterable[SeatCandidate], decided: Decided) -> set[int]:
    """Whose decision a seat has: of those who decided, and of those on whose behalf somebody did there."""
    behalf = {one for row in rows for one in row.behalf if one in decided.get(row.person_id, ())}
    return behalf | decided.keys()


def _wanted(resolved: machine.Resolved, done: set[int], decided: Decided) -> dict[int, list[int]]:
    """Who sits there now, with those for whom they would decide: nobody for whom it was decided, and instead of a
    stand-in whoever decided before they went away."""
    found: dict[int, list[int]] = {}
    for person in resolved.people:
        behalf = resolved.behalf.get(person, ())
        left = [one for one in behalf if one not in done]
        found |= {one: [] for one in behalf if one in decided}
        if person in decided or (left if behalf else person not in done):
            found[person] = left
    return found


def _has_decided(level: machine.Resolved, done: set[int]) -> bool:
    """Whether the one of a level has, or somebody for them."""
    return any(done & {person} or done & set(level.behalf.get(person, ())) for person in level.people)


def _need(spec: AnySeat, resolved: machine.Resolved, people: Iterable[int]) -> int:
    """How many have to approve, with those who approved before they left."""
    count = len(set(people))
    if resolved.inner or not isinstance(spec, GroupSeat | PeopleSeat | TeamSeat):
        return resolved.need
    return max(min(needed(spec.need, count), count), 1)


def _sitting(approval: Approval) -> set[int]:
    return set(SeatCandidate.objects.filter(seat__approval=approval).values_list("person_id", flat=True))


def _forget(ticket: Ticket, gone: Iterable[int]) -> None:
    """Who isn't asked by any approval of the ticket any more, and hasn't decided, nor anybody for them, needn't see it
    for that."""
    for person in gone:
        asked_elsewhere = SeatCandidate.objects.filter(seat__approval__ticket=ticket, person=person)
        theirs = Q(decisions__person=person) | Q(decisions__behalf__contains=[person])
        if not asked_elsewhere.exists() and not ticket.approvals.filter(theirs).exists():
            revoke(ticket, person_principal(person), Reason.APPROVER)

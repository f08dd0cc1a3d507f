"""Keeping open approvals alive: whom the directory's changes concern, and what nobody answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.blueprint.seats import AnySeat, GroupSeat, LeadSeat, RoleSeat, placed_seats
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Absence, Group, Team
from ventanilla.core.people.queries import absences_now
from ventanilla.engines.workflow.actions.enquire import end_enquiry
from ventanilla.engines.workflow.actions.reseat import reseat
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Enquiry
from ventanilla.engines.workflow.runtime import store


def reseat_after_change(kind: str, pk: int) -> int:
    """Look again at the open approvals that a change of this person, team, group, department or absence may concern;
    returns how many have changed. Each in a transaction of its own; doing it twice changes nothing."""
    if kind == "absence":
        found = Absence.objects.filter(pk=pk).values_list("person", flat=True).first()
        kind, pk = "person", found or 0
    return sum(reseat(approval=approval) for approval in _concerned(kind, pk))


def _concerned(kind: str, pk: int) -> Iterable[Approval]:
    rows = Approval.objects.filter(state=OpenState.OPEN).order_by("pk")
    if kind == "person":
        theirs = Q(seats__seatcandidate__person=pk) | Q(seats__seatcandidate__behalf__contains=[pk])
        own = Q(ticket__requester=pk) | Q(ticket__requested_for=pk)
        return rows.filter(theirs | own).distinct()
    if kind == "department":
        return rows.filter(ticket__requested_for__department=pk)
    slug = (Team if kind == "team" else Group).objects.filter(pk=pk).values_list("slug", flat=True).first()
    names = _names_team if kind == "team" else _names_group
    blocks = rows.order_by().values_list("step__run__version", "step__block").distinct()
    concerned = Q(pk=None)
    for version, block in blocks:
        if any(names(seat, slug or "") for seat in _seats_of(version, block)):
            concerned |= Q(step__run__version=version, step__block=block)
    return rows.filter(concerned)


def _names_team(seat: AnySeat, slug: str) -> bool:
    return (isinstance(seat, LeadSeat) and seat.lead_of == slug) or isinstance(seat, RoleSeat)


def _names_group(seat: AnySeat, slug: str) -> bool:
    return isinstance(seat, GroupSeat) and seat.group == slug


def _seats_of(version: int, block: str) -> list[AnySeat]:
    node = store.program_of(version).nodes.get(block)
    found = node.block if node else None
    return [seat for _path, seat in placed_seats(found.seats)] if isinstance(found, Block) else []


def tend() -> int:
    """What time alone brings: absences that begin or end, people who have left, questions that nobody answers.
    Returns how many approvals have changed."""
    return _lapse() + sum(reseat(approval=approval) for approval in _out_of_date())


def _out_of_date() -> Iterable[Approval]:
    """Those that wait for somebody who isn't there, and those where somebody stands in."""
    away = {absence.person_id for absence in absences_now()}
    gone = Q(seats__seatcandidate__person__is_active=False) | Q(seats__seatcandidate__person__in=away)
    stands_in = ~Q(seats__seatcandidate__behalf=[])
    rows = Approval.objects.filter(gone | stands_in, state=OpenState.OPEN, seats__seatcandidate__open=True)
    return rows.distinct().order_by("pk")


def _lapse() -> int:
    """Questions whose time is over, or whose answerer has left."""
    over = Q(lapses_at__lte=clock.now()) | Q(task__assignee__is_active=False)
    enquiries = list(Enquiry.objects.filter(over, ended_at=None).select_related("approval").order_by("pk"))
    for enquiry in enquiries:
        end_enquiry(enquiry=enquiry)
    return len(enquiries)

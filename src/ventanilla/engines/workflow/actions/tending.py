"""Keeping open approvals alive: whom the directory's changes concern, and what nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Q

from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.blueprint.blocks.values import ITS_TEAMS
from ventanilla.core.blueprint.part import Part
from ventanilla.core.blueprint.seats import (
    AnySeat,
    AssetSeat,
    CostCentreSeat,
    GroupSeat,
    LeadSeat,
    ManagersSeat,
    RoleSeat,
    TeamSeat,
    placed_seats,
)
from ventanilla.core.kit import clock
from ventanilla.core.kit.sweeping import each
from ventanilla.core.people.models import Absence, Group, Person, Team
from ventanilla.core.people.queries import absences_now
from ventanilla.engines.workflow.actions.enquire import end_enquiry
from ventanilla.engines.workflow.actions.leaving import TEND_SECONDS, let_go_of_left
from ventanilla.engines.workflow.actions.links import end_dead_links
from ventanilla.engines.workflow.actions.reminding import remind_again
from ventanilla.engines.workflow.actions.reseat import reseat
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import Approval, Enquiry, Seat
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.seeking import people_in
from ventanilla.records.assets.models import Asset
from ventanilla.records.budgets.models import CostCentre


def reseat_after_change(kind: str, pk: int) -> int:
    """Look again at the open approvals and tasks that a change of this person, team, group, department, absence, cost
    centre or asset may concern; returns how many have changed. Each in a transaction of its own; doing it twice
    changes nothing."""
    if kind == "absence":
        found = Absence.objects.filter(pk=pk).values_list("person", flat=True).first()
        kind, pk = "person", found or 0
    tasks = let_go_of_left(pk) if kind == "person" and pk else 0
    because, asked_of = OF_THINGS.get(kind, ("", lambda pk: _concerned(kind, pk)))
    return tasks + each(
        asked_of(pk), lambda approval: reseat(approval=approval, because=because), strict=True
    )


def _concerned(kind: str, pk: int) -> Iterable[Approval]:
    rows = Approval.objects.filter(state=OpenState.OPEN).order_by("pk")
    if kind == "person":
        theirs = Q(seats__seatcandidate__person=pk) | Q(seats__seatcandidate__behalf__contains=[pk])
        own = Q(ticket__requester=pk) | Q(ticket__requested_for=pk)
        asked_above = Q(seats__looked__contains=[{"looks": [{"whose": pk}]}])
        return rows.filter(theirs | own | asked_above).distinct()
    if kind == "department":
        return rows.filter(Q(ticket__requested_for__department=pk) | Q(pk__in=_above_people_of(pk)))
    slug = (Team if kind == "team" else Group).objects.filter(pk=pk).values_list("slug", flat=True).first()
    names = _names_team if kind == "team" else _names_group
    blocks = rows.order_by().values_list("step__run__version", "step__block").distinct()
    concerned = Q(pk=None)
    for version, block in blocks:
        if any(names(seat, slug or "") for seat in _seats_of(version, block)):
            concerned |= Q(step__run__version=version, step__block=block)
    return rows.filter(concerned)


def _above_people_of(department: int) -> list[int]:
    """The open approvals that lie with those above somebody of the department whom the request names: the head may
    decide for a manager."""
    named = [one for one in _open_with(ManagersSeat) if one.holders]
    people = (
        set(Person.objects.filter(department=department).values_list("pk", flat=True)) if named else set()
    )
    looked = Seat.objects.filter(approval__in=named).values_list("approval", "looked")
    return [pk for pk, times in looked if people & set(people_in(times))]


def _of_cost_centre(pk: int) -> list[Approval]:
    """The open approvals of whoever answers for the cost centre."""
    code = CostCentre.objects.filter(pk=pk).values_list("code", flat=True).first() or ""
    return [
        one for one in _open_with(CostCentreSeat, RoleSeat) if code and _is_about_centre(one, code.casefold())
    ]


def _is_about_centre(approval: Approval, code: str) -> bool:
    ticket = approval.ticket
    people = {"requester.cost_centre": ticket.requester, "requested_for.cost_centre": ticket.requested_for}
    for seat in _seats_of(approval.step.run.version_id, approval.step.block):
        person = people.get(seat.role) if isinstance(seat, RoleSeat) else None
        if person is not None and person.cost_centre.strip().casefold() == code:
            return True
    return any(str(value).strip().casefold() == code for value in approval.holders.values())


def _of_asset(pk: int) -> list[Approval]:
    """The open approvals of whoever has the asset."""
    serial = Asset.objects.filter(pk=pk).values_list("serial", flat=True).first()
    names = {str(pk), serial}
    return [one for one in _open_with(AssetSeat) if names & {str(value) for value in one.holders.values()}]


def _open_with(*kinds: type[Part]) -> Iterator[Approval]:
    """The open approvals that have such a seat."""
    rows = Approval.objects.filter(state=OpenState.OPEN).order_by("pk")
    related = ("step__run", "ticket__requester", "ticket__requested_for")
    blocks = rows.order_by().values_list("step__run__version", "step__block").distinct()
    for version, block in blocks:
        if any(isinstance(seat, kinds) for seat in _seats_of(version, block)):
            yield from rows.filter(step__run__version=version, step__block=block).select_related(*related)


OF_THINGS: dict[str, tuple[str, Callable[[int], Iterable[Approval]]]] = {
    "cost_centre": ("cost_centre_changed", _of_cost_centre),
    "asset": ("asset_changed", _of_asset),
}
"""What isn't a person and yet says who decides: why it moves, and which approvals that concerns."""


def _names_team(seat: AnySeat, slug: str) -> bool:
    if isinstance(seat, TeamSeat):
        return seat.team in (slug, *ITS_TEAMS)
    return (isinstance(seat, LeadSeat) and seat.lead_of == slug) or isinstance(seat, RoleSeat)


def _names_group(seat: AnySeat, slug: str) -> bool:
    return isinstance(seat, GroupSeat) and seat.group == slug


def _seats_of(version: int, block: str) -> list[AnySeat]:
    node = store.program_of(version).nodes.get(block)
    found = node.block if node else None
    return [seat for _path, seat in placed_seats(found.seats)] if isinstance(found, Block) else []


def tend() -> int:
    """What time alone brings: absences that begin or end, people who have left, what nobody answers.
    Returns how many approvals and tasks have changed. One that can't be seen to holds up no other."""
    tasks = let_go_of_left() + end_dead_links() + _lapse() + remind_again()
    return tasks + each(_out_of_date(), lambda approval: reseat(approval=approval), seconds=TEND_SECONDS)


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
    enquiries = Enquiry.objects.filter(over, ended_at=None).select_related("approval").order_by("pk")
    return each(list(enquiries), _lapsed, seconds=TEND_SECONDS)


def _lapsed(enquiry: Enquiry) -> bool:
    end_enquiry(enquiry=enquiry)
    return True

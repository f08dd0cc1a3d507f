"""The table of an approval: who sits there by its rows, how it stands, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ventanilla.core.access.queries import person_principal
from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.blueprint.seats import AnyOfSeat, AnySeat
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.models import Approval, Seat, SeatCandidate
from ventanilla.engines.workflow.runtime.directory import PeopleDirectory
from ventanilla.engines.workflow.runtime.labels import seat_label
from ventanilla.records.tickets.actions import grant
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket

NAMED = {
    machine.ReasonCode.DELEGATED,
    machine.ReasonCode.AWAY,
    machine.ReasonCode.STAYS,
    machine.ReasonCode.FELL_TO_ABOVE,
    machine.ReasonCode.UNKNOWN_PERSON,
    machine.ReasonCode.OTHER_ORGANISATION,
}
Told = str | dict[str, str]


@dataclass(frozen=True)
class Turns:
    """What became of whose turn it is: who is asked from now on, and who isn't any more."""

    asked: list[Person]
    released: list[Person]


def plan(block: Block, ticket: Ticket, holders: Mapping[str, Any]) -> list[tuple[AnySeat, machine.Resolved]]:
    """Who sits at each seat of the block today."""
    directory = PeopleDirectory(ticket.service, ticket)
    whom = {"requester": ticket.requester_id, "requested_for": ticket.requested_for_id}
    return [
        (spec, machine.resolve(spec, directory, **whom, holder=holders.get(str(position))))
        for position, spec in enumerate(block.seats)
    ]


def lay(approval: Approval, planned: Iterable[tuple[AnySeat, machine.Resolved]]) -> None:
    """Write the seats with their people; nobody is asked yet."""
    for position, (spec, resolved) in enumerate(planned):
        lay_seat(approval, None, position, spec, resolved)


def lay_seat(
    approval: Approval, parent: Seat | None, position: int, spec: AnySeat, resolved: machine.Resolved
) -> Seat:
    """Write one seat and those that it holds."""
    seat = Seat.objects.create(
        approval=approval,
        parent=parent,
        position=position,
        need=resolved.need,
        ordered=resolved.ordered,
        label=seat_label(spec),
        reasons=told(resolved.reasons),
    )
    for person in resolved.people:
        behalf = list(resolved.behalf.get(person, ()))
        SeatCandidate.objects.create(seat=seat, person_id=person, open=False, behalf=behalf)
    for index, inner in enumerate(resolved.inner):
        lay_seat(approval, seat, index, inner_spec(spec, index), inner)
    return seat


def inner_spec(spec: AnySeat, index: int) -> AnySeat:
    """What a seat inside is called after; the levels of a chain after the chain."""
    return spec.any_of[index] if isinstance(spec, AnyOfSeat) else spec


def told(reasons: Iterable[machine.Reason]) -> list[Told]:
    """Reasons as rows and entries keep them: codes, with names where the words need them."""
    reasons = list(dict.fromkeys(reasons))
    wanted = {pk for reason in reasons for pk in (reason.person, reason.other) if pk is not None}
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=wanted)} if wanted else {}
    return [_told(reason, names) for reason in reasons]


def _told(reason: machine.Reason, names: Mapping[int, str]) -> Told:
    if reason.code not in NAMED:
        return reason.code.value
    found = {"who": reason.person, "other": reason.other}
    words = {key: names.get(pk, "") for key, pk in found.items() if pk is not None}
    return {"code": reason.code.value, **words, **({"name": reason.name} if reason.name else {})}


def states(approval: Approval) -> list[machine.SeatState]:
    """The seats as the machine knows them."""
    rows = list(approval.seats.prefetch_related("seatcandidate_set").order_by("position"))
    below: dict[int | None, list[Seat]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def state(row: Seat) -> machine.SeatState:
        people = frozenset(candidate.person_id for candidate in row.seatcandidate_set.all())
        inner = tuple(state(one) for one in below.get(row.pk, []))
        return machine.SeatState(row.need, people, inner, row.ordered and approval.in_order)

    return [state(row) for row in below.get(None, [])]


def votes(approval: Approval) -> list[tuple[int, machine.Vote]]:
    """What was decided about the content as it is now, in order."""
    rows = approval.decisions.filter(void=False).order_by("pk").values_list("person_id", "verdict")
    return [(person, machine.Vote(verdict)) for person, verdict in rows]


def tally(approval: Approval) -> str | None:
    """How the approval stands by the decisions so far; None while it is open."""
    return machine.tally(states(approval), votes(approval), need=approval.need)


def take_turns(approval: Approval, ticket: Ticket) -> Turns:
    """Bring in line whose decision is awaited with what was decided, and let those see the ticket."""
    turn = machine.awaited(states(approval), votes(approval), need=approval.need, in_order=approval.in_order)
    rows = SeatCandidate.objects.filter(seat__approval=approval)
    before = set(rows.filter(open=True).values_list("person_id", flat=True))
    rows.filter(open=True).exclude(person__in=turn).update(open=False)
    rows.filter(open=False, person__in=turn).update(open=True)
    people = {person.pk: person for person in Person.objects.filter(pk__in=before | turn).order_by("pk")}
    asked = [person for pk, person in people.items() if pk in turn and pk not in before]
    for person in asked:
        grant(ticket, person_principal(person), Reason.APPROVER)
    decided = {pk for pk, _vote in votes(approval)}
    released = [p for pk, p in people.items() if pk in before and pk not in turn and pk not in decided]
    return Turns(asked, released)


def names_of(people: Iterable[int]) -> list[str]:
    """The names behind the numbers, in one query."""
    ids = list(people)
    return [person.name for person in Person.objects.filter(pk__in=ids).order_by("pk")] if ids else []

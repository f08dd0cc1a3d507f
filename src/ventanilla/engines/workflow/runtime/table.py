"""The table of an approval: who sits there by its rows, how it stands, and whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ventanilla.core.access.queries import person_principal
from ventanilla.core.blueprint.blocks import Approval as Block
from ventanilla.core.blueprint.seats import AnyOfSeat, AnySeat
from ventanilla.core.kit import clock
from ventanilla.core.kit.standing import Standing, StandingRows
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine, needing
from ventanilla.engines.workflow.models import Approval, Decision, Seat, SeatCandidate
from ventanilla.engines.workflow.runtime.directory import PeopleDirectory
from ventanilla.engines.workflow.runtime.labels import group_name, seat_label
from ventanilla.records.tickets.actions import grant_all
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.models import Ticket

NAMED = {
    machine.ReasonCode.OWN_REQUEST,
    machine.ReasonCode.BARRED,
    machine.ReasonCode.DELEGATED,
    machine.ReasonCode.AWAY,
    machine.ReasonCode.STAYS,
    machine.ReasonCode.FELL_TO_ABOVE,
    machine.ReasonCode.UNKNOWN_PERSON,
    machine.ReasonCode.OTHER_ORGANISATION,
}
Told = str | dict[str, str]
MOST_TIMES = 20
"""How often it is kept who was looked for, at one seat."""


@dataclass(frozen=True)
class Turns:
    """What became of whose turn it is: who is asked from now on, and who isn't any more."""

    asked: list[Person]
    released: list[Person]


def plan(
    block: Block, ticket: Ticket, holders: Mapping[str, Any], barred: Mapping[str, Any]
) -> list[tuple[AnySeat, machine.Resolved]]:
    """Who sits at each seat of the block today; `holders` and `barred` are what its seats computed, by position."""
    directory = PeopleDirectory(ticket.service, ticket)
    whom = {"requester": ticket.requester_id, "requested_for": ticket.requested_for_id}
    return [
        (spec, machine.resolve(spec, directory, **whom, holder=holders.get(at), barred=barred.get(at, ())))
        for at, spec in ((str(position), spec) for position, spec in enumerate(block.seats))
    ]


def are_enough(block: Block, planned: Iterable[tuple[AnySeat, machine.Resolved]]) -> bool:
    """Whether somebody sits at as many seats as have to approve."""
    return sum(resolved.is_filled for _spec, resolved in planned) >= block.needed_seats


def note_empty(approval: Approval) -> list[Told]:
    """Keep of the seats at which nobody sits that the others decide; the reason, where that is new."""
    told, new = machine.ReasonCode.SEAT_EMPTY.value, list[Seat]()
    empty = [state.key for state in states(approval) if state.key and not state.people]
    for seat in Seat.objects.filter(pk__in=empty) if empty else ():
        if told not in seat.reasons:
            seat.reasons = [*seat.reasons, told]
            new.append(seat)
    Seat.objects.bulk_update(new, ["reasons"])
    return [told] if new else []


def lay(approval: Approval, planned: Iterable[tuple[AnySeat, machine.Resolved]]) -> None:
    """Write the seats with their people; nobody is asked yet."""
    _lay_all(
        approval, [(None, position, spec, resolved) for position, (spec, resolved) in enumerate(planned)]
    )


def lay_seat(
    approval: Approval, parent: Seat | None, position: int, spec: AnySeat, resolved: machine.Resolved
) -> Seat:
    """Write one seat and those that it holds."""
    return _lay_all(approval, [(parent, position, spec, resolved)])[0]


def _lay_all(
    approval: Approval, wanted: Sequence[tuple[Seat | None, int, AnySeat, machine.Resolved]]
) -> list[Seat]:
    """Write seats of one height and their people, two statements, and then those that they hold."""
    seats = Seat.objects.bulk_create(
        Seat(
            approval=approval,
            parent=parent,
            position=position,
            need=resolved.need,
            ordered=resolved.ordered,
            label=seat_label(spec),
            group=group_name(spec),
            reasons=told(resolved.reasons),
            looked=looked(resolved.looks),
        )
        for parent, position, spec, resolved in wanted
    )
    laid = list(zip(seats, wanted, strict=True))
    SeatCandidate.objects.bulk_create(
        SeatCandidate(seat=seat, person_id=person, open=False, behalf=list(resolved.behalf.get(person, ())))
        for seat, (_parent, _position, _spec, resolved) in laid
        for person in resolved.people
    )
    below = [
        (seat, index, inner_spec(spec, index), inner)
        for seat, (_parent, _position, spec, resolved) in laid
        for index, inner in enumerate(resolved.inner)
    ]
    if below:
        _lay_all(approval, below)
    return seats


def inner_spec(spec: AnySeat, index: int) -> AnySeat:
    """What a seat inside is called after; the levels of a chain after the chain."""
    return spec.any_of[index] if isinstance(spec, AnyOfSeat) else spec


def looked(looks: Iterable[machine.Look], before: Iterable[Any] = (), because: str = "") -> list[Any]:
    """What was found out about a seat, after all that was found out `before`: as `Seat.looked` keeps it, the latest
    times of it."""
    rows = [look.as_json() for look in looks]
    if not rows:
        return list(before)
    again = {"because": because} if because else {}
    return [*before, {"at": clock.now().isoformat(), **again, "looks": rows}][-MOST_TIMES:]


def note_looks(seat: Seat, looks: Iterable[machine.Look], because: str) -> None:
    """Keep that others were looked for, who decide besides."""
    seat.looked = looked(looks, seat.looked, because)
    seat.save(update_fields=["looked"])


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
    return _states(approval, SEATS(approval=approval.pk), CANDIDATES(approval=approval.pk))


SEATS = StandingRows(
    lambda approval: Seat.objects.filter(approval=approval).order_by("position"), approval=-1
)
CANDIDATES = StandingRows(
    lambda approval: (
        SeatCandidate.objects.filter(seat__approval=approval).select_related("person").order_by("pk")
    ),
    approval=-1,
)


def _states(
    approval: Approval, seats: Iterable[Seat], candidates: Iterable[SeatCandidate]
) -> list[machine.SeatState]:
    below: dict[int | None, list[Seat]] = {}
    for row in seats:
        below.setdefault(row.parent_id, []).append(row)
    sitting: dict[int, set[int]] = {}
    besides: Counter[int] = Counter()
    for candidate in candidates:
        sitting.setdefault(candidate.seat_id, set()).add(candidate.person_id)
        besides[candidate.seat_id] += candidate.escalated

    def state(row: Seat) -> machine.SeatState:
        people = frozenset(sitting.get(row.pk, ()))
        inner = tuple(state(one) for one in below.get(row.pk, []))
        ordered = row.ordered and approval.in_order
        return machine.SeatState(row.need, people, inner, ordered, key=row.pk, besides=besides[row.pk])

    return [state(row) for row in below.get(None, [])]


def votes(approval: Approval) -> list[tuple[int, machine.Vote]]:
    """What was decided about the content as it is now, in order."""
    return [(person, machine.Vote(verdict)) for person, verdict in VOTES(approval=approval.pk)]


VOTES = Standing(
    lambda approval: (
        Decision.objects.filter(approval=approval, void=False)
        .order_by("pk")
        .values_list("person_id", "verdict")
    ),
    approval=-1,
)


def tally(approval: Approval) -> str | None:
    """How the approval stands by the decisions so far; None while it is open."""
    return machine.tally(states(approval), votes(approval), need=approval.need)


def places(approval: Approval) -> frozenset[tuple[int, ...]]:
    """At which seats it is whose turn, of an approval in order; none of any other."""
    if not approval.in_order:
        return frozenset()
    return machine.places(states(approval), votes(approval), need=approval.need)


def take_turns(approval: Approval, ticket: Ticket) -> Turns:
    """Bring in line whose decision is awaited with what was decided, and let those see the ticket."""
    rows, given, laid = CANDIDATES(approval=approval.pk), votes(approval), SEATS(approval=approval.pk)
    seats, need, in_order = _states(approval, laid, rows), approval.need, approval.in_order
    turn = machine.awaited(seats, given, need=need, in_order=in_order)
    needed = machine.outstanding(seats, given, need=need, in_order=in_order) if turn else ()
    _note_needed(approval, needed, {seat.pk: seat.group for seat in laid})
    before = {row.person_id for row in rows if row.open}
    for now in (False, True):
        other = [row.pk for row in rows if row.open != now and (row.person_id in turn) == now]
        if other:
            SeatCandidate.objects.filter(pk__in=other).update(open=now)
    people = {row.person_id: row.person for row in sorted(rows, key=attrgetter("person_id"))}
    asked = [person for pk, person in people.items() if pk in turn and pk not in before]
    if asked:
        grant_all(ticket, [(person_principal(person), Reason.APPROVER) for person in asked])
    decided = {pk for pk, _vote in given}
    released = [p for pk, p in people.items() if pk in before and pk not in turn and pk not in decided]
    return Turns(asked, released)


def _note_needed(
    approval: Approval, needed: Sequence[machine.Needed], groups: Mapping[int, dict[str, str]]
) -> None:
    """Keep who has to approve yet, where some of several are enough; `groups` are what the seats are called."""
    rows = needing.as_rows(needed, groups)
    if rows != approval.outstanding:
        approval.outstanding = rows
        approval.save(update_fields=["outstanding"])


def names_of(people: Iterable[int]) -> list[str]:
    """The names behind the numbers, in one query."""
    ids = list(people)
    return [person.name for person in Person.objects.filter(pk__in=ids).order_by("pk")] if ids else []

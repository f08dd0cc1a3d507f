"""Whose approval is still needed: of everybody, or of some among several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ventanilla.engines.workflow.machine.approvals import SeatState, Vote


@dataclass(frozen=True)
class Choice:
    """`need` of these have to approve yet: people, or what is needed at other seats. `seat` is whose seat it is."""

    need: int
    among: tuple[Needed, ...]
    seat: int | None = None


Needed = int | Choice | tuple[Any, ...]
"""A person; some of several; or several that are needed together."""


def outstanding(
    seats: Sequence[SeatState],
    decisions: Iterable[tuple[int, Vote]],
    *,
    need: int | None = None,
    in_order: bool = False,
) -> tuple[Needed, ...]:
    """What is needed together until it is approved; of an approval in order what is needed now."""
    votes: dict[int, Vote] = {}
    for person, vote in decisions:
        votes.setdefault(person, Vote(vote))
    approved = frozenset(person for person, vote in votes.items() if vote is Vote.APPROVE)
    refused = frozenset(votes) - approved
    table = SeatState(len(seats) if need is None else need, inner=tuple(seats), ordered=in_order)
    return tuple(_needed(table, approved, refused))


def _needed(seat: SeatState, approved: frozenset[int], refused: frozenset[int]) -> Iterator[Needed]:
    """What a seat that isn't decided yet still needs."""
    people = sorted(seat.candidates - approved - refused)
    undecided = [one for one in seat.inner if not one.is_taken(approved) and not one.is_lost(refused)]
    taken = sum(one.is_taken(approved) for one in seat.inner) + len(seat.candidates & approved)
    left = seat.need - taken
    if seat.ordered and undecided:
        yield from _needed(undecided[0], approved, refused)
        return
    below = [tuple(_needed(one, approved, refused)) for one in undecided]
    if left >= len(people) + len(below):
        yield from people
        for part in below:
            yield from part
    else:
        options = [*people, *(part[0] if len(part) == 1 else part for part in below)]
        yield Choice(left, tuple(options), seat.key)


def people_in(needed: Needed) -> frozenset[int]:
    """Everybody whom it names."""
    if isinstance(needed, int):
        return frozenset({needed})
    parts = needed.among if isinstance(needed, Choice) else needed
    return frozenset[int]().union(*(people_in(part) for part in parts))

"""When an approval is decided: as soon as nothing that may still come could change it. And whose turn it is until
then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Vote(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"


@dataclass(frozen=True)
class SeatState:
    """A seat with the people who may decide for it, or one that holds others: `need` of them have to approve.

    `ordered`: the seats that it holds decide one after the other. `key` is by what others know it. `besides` of the
    candidates may decide too because it took long: a no of theirs, or of those for whom they came, is enough of a no.
    """

    need: int
    candidates: frozenset[int] = frozenset()
    inner: tuple[SeatState, ...] = ()
    ordered: bool = False
    key: int | None = field(default=None, compare=False)
    besides: int = 0

    @property
    def people(self) -> frozenset[int]:
        """Everybody who sits here or in a seat that it holds."""
        return self.candidates.union(*(seat.people for seat in self.inner))

    def is_taken(self, approved: frozenset[int]) -> bool:
        """Whether enough have approved."""
        taken = sum(seat.is_taken(approved) for seat in self.inner)
        return len(self.candidates & approved) + taken >= self.need

    def is_lost(self, refused: frozenset[int]) -> bool:
        """Whether too few are left who could approve."""
        left = sum(not seat.is_lost(refused) for seat in self.inner)
        everybody = len(self.candidates)
        meant = max(everybody - self.besides, min(self.need, everybody))
        return meant - len(self.candidates & refused) + left < self.need


def tally(
    seats: Sequence[SeatState], decisions: Iterable[tuple[int, Vote]], *, need: int | None = None
) -> str | None:
    """`approved`, `rejected` or `returned`, or None while it is open.

    `need` seats have to approve (default: all). One return, by anybody who sits there, returns. Somebody's
    first decision counts, in every seat where they sit; who sits nowhere has no say.
    """
    table = _table(seats, need)
    votes = _first_votes(table, decisions)
    if Vote.RETURN in votes.values():
        return "returned"
    approved, refused = frozenset[int](), frozenset[int]()
    for person, vote in votes.items():  # what was decided first stays
        approved, refused = (
            (approved | {person}, refused) if vote is Vote.APPROVE else (approved, refused | {person})
        )
        if table.is_taken(approved):
            return "approved"
        if table.is_lost(refused):
            return "rejected"
    return None


def awaited(
    seats: Sequence[SeatState],
    decisions: Iterable[tuple[int, Vote]],
    *,
    need: int | None = None,
    in_order: bool = False,
) -> frozenset[int]:
    """The people whose decision is asked for now: nobody when it is decided, and otherwise always somebody.

    Who sits only in seats that are decided has no more to say; `in_order` one seat at a time is asked.
    """
    decisions = list(decisions)
    if tally(seats, decisions, need=need) is not None:
        return frozenset()
    table = _table(seats, need, in_order)
    votes = _first_votes(table, decisions)
    approved, refused = _who(votes, Vote.APPROVE), _who(votes, Vote.REJECT)
    return frozenset(_turns(table, approved, refused)) - approved - refused


def places(
    seats: Sequence[SeatState], decisions: Iterable[tuple[int, Vote]], *, need: int | None = None
) -> frozenset[tuple[int, ...]]:
    """Where it is whose turn in an approval in order, by the positions on the way down to each seat; none when it is
    decided."""
    decisions = list(decisions)
    if tally(seats, decisions, need=need) is not None:
        return frozenset()
    table = _table(seats, need, in_order=True)
    votes = _first_votes(table, decisions)
    return frozenset(_places(table, _who(votes, Vote.APPROVE), _who(votes, Vote.REJECT), ()))


def _places(
    seat: SeatState, approved: frozenset[int], refused: frozenset[int], path: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    if not seat.inner:
        yield path
    undecided = [
        (index, one)
        for index, one in enumerate(seat.inner)
        if not one.is_taken(approved) and not one.is_lost(refused)
    ]
    for index, one in undecided[:1] if seat.ordered else undecided:
        yield from _places(one, approved, refused, (*path, index))


def _turns(seat: SeatState, approved: frozenset[int], refused: frozenset[int]) -> Iterator[int]:
    """Who may still make a difference at a seat that isn't decided."""
    yield from seat.candidates
    undecided = [one for one in seat.inner if not one.is_taken(approved) and not one.is_lost(refused)]
    for one in undecided[:1] if seat.ordered else undecided:
        yield from _turns(one, approved, refused)


def _table(seats: Sequence[SeatState], need: int | None, in_order: bool = False) -> SeatState:
    return SeatState(len(seats) if need is None else need, inner=tuple(seats), ordered=in_order)


def _who(votes: dict[int, Vote], vote: Vote) -> frozenset[int]:
    return frozenset(person for person, said in votes.items() if said is vote)


def _first_votes(table: SeatState, decisions: Iterable[tuple[int, Vote]]) -> dict[int, Vote]:
    """What each person who sits there said first."""
    sitting, votes = table.people, dict[int, Vote]()
    for person, vote in decisions:
        if person in sitting:
            votes.setdefault(person, Vote(vote))
    return votes

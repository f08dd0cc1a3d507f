"""When an approval is decided: as soon as nothing that may still come could change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Vote(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"


@dataclass(frozen=True)
class SeatState:
    """A seat with the people who may decide for it; `need` of them have to approve."""

    need: int
    candidates: frozenset[int]

    def is_taken(self, approved: frozenset[int]) -> bool:
        """Whether enough have approved."""
        return len(self.candidates & approved) >= self.need

    def is_lost(self, refused: frozenset[int]) -> bool:
        """Whether too few are left who could approve."""
        return len(self.candidates - refused) < self.need


def tally(
    seats: Sequence[SeatState], decisions: Iterable[tuple[int, Vote]], *, need: int | None = None
) -> str | None:
    """`approved`, `rejected` or `returned`, or None while it is open.

    `need` seats have to approve (default: all). One return, by anybody who sits there, returns. Somebody's
    first decision counts, in every seat where they sit; who sits nowhere has no say.
    """
    wanted = len(seats) if need is None else need
    votes = _first_votes(seats, decisions)
    if Vote.RETURN in votes.values():
        return "returned"
    approved = frozenset(person for person, vote in votes.items() if vote is Vote.APPROVE)
    refused = frozenset(person for person, vote in votes.items() if vote is Vote.REJECT)
    if sum(seat.is_taken(approved) for seat in seats) >= wanted:
        return "approved"
    if sum(not seat.is_lost(refused) for seat in seats) < wanted:
        return "rejected"
    return None


def _first_votes(seats: Sequence[SeatState], decisions: Iterable[tuple[int, Vote]]) -> dict[int, Vote]:
    """What each person who sits there said first."""
    sitting = frozenset[int]().union(*(seat.candidates for seat in seats))
    votes: dict[int, Vote] = {}
    for person, vote in decisions:
        if person in sitting:
            votes.setdefault(person, Vote(vote))
    return votes

"""Who has to approve yet: everybody, or some of several."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.engines.workflow.machine import (
    Choice,
    SeatState,
    Vote,
    awaited,
    outstanding,
    people_in,
    tally,
)

A, B, C, D = 1, 2, 3, 4


def leaf(need: int, *people: int, key: int | None = None) -> SeatState:
    return SeatState(need, frozenset(people), key=key)


def test_two_of_three_until_one_is_enough_and_then_the_last_ones() -> None:
    some = [leaf(2, A, B, C, key=9)]
    assert outstanding(some, []) == (Choice(2, (A, B, C), 9),)
    assert outstanding(some, [(B, Vote.APPROVE)]) == (Choice(1, (A, C), 9),)
    assert outstanding(some, [(B, Vote.REJECT)]) == (A, C)


def test_one_of_a_group_and_two_of_these() -> None:
    table = [leaf(1, A, key=1), leaf(1, B, C, key=2), leaf(2, B, C, D, key=3)]
    assert outstanding(table, []) == (A, Choice(1, (B, C), 2), Choice(2, (B, C, D), 3))
    assert outstanding(table, [(B, Vote.APPROVE)]) == (A, Choice(1, (C, D), 3))


def test_one_of_several_seats_and_one_after_the_other() -> None:
    table = [leaf(1, A), leaf(2, B, C)]
    assert outstanding(table, [], need=1) == (Choice(1, (A, (B, C)), None),)
    assert outstanding(table, [], in_order=True) == (A,)
    assert outstanding(table, [(A, Vote.APPROVE)], in_order=True) == (B, C)


PEOPLE = st.frozensets(st.integers(1, 6), min_size=1, max_size=4)
SEATS = st.lists(
    st.tuples(PEOPLE, st.integers(1, 4)).map(lambda one: SeatState(min(one[1], len(one[0])), one[0])),
    min_size=1,
    max_size=4,
)
VOTES = st.lists(st.tuples(st.integers(1, 6), st.sampled_from([Vote.APPROVE, Vote.REJECT])), max_size=6)


@settings(max_examples=200)
@given(SEATS, VOTES, st.booleans(), st.data())
def test_it_names_exactly_those_who_are_awaited(
    seats: list[SeatState], votes: list[tuple[int, Vote]], in_order: bool, data: st.DataObject
) -> None:
    need = data.draw(st.integers(1, len(seats)))
    if tally(seats, votes, need=need) is not None:
        return
    sitting = frozenset().union(*(seat.people for seat in seats))
    given_here = [(who, vote) for who, vote in votes if who in sitting]
    found = outstanding(seats, given_here, need=need, in_order=in_order)
    assert people_in(tuple(found)) == awaited(seats, votes, need=need, in_order=in_order)

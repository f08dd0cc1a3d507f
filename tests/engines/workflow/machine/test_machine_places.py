"""Whose turn it is in an approval in order, and when it passes on."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from ventanilla.engines.workflow.machine import SeatState, Vote, awaited, places, tally

YES, NO = Vote.APPROVE, Vote.REJECT
LEAF = st.builds(SeatState, st.integers(1, 2), st.frozensets(st.integers(1, 6), max_size=3), key=st.none())
SEAT = LEAF | st.builds(
    SeatState,
    st.just(1),
    inner=st.lists(LEAF, min_size=1, max_size=3).map(tuple),
    ordered=st.booleans(),
)
VOTES = st.lists(st.tuples(st.integers(1, 6), st.sampled_from([YES, NO])), max_size=6)


def seat(*people: int, need: int = 1) -> SeatState:
    return SeatState(need, frozenset(people))


def test_the_turn_passes_on_when_the_seat_is_decided_and_over_one_that_is_empty() -> None:
    seats = [seat(1, 2, need=2), seat(), seat(3)]
    assert places(seats, [], need=2) == {(0,)}
    assert places(seats, [(1, YES)], need=2) == {(0,)}
    assert places(seats, [(1, YES), (2, YES)], need=2) == {(2,)}
    assert places(seats, [(1, YES), (2, YES), (3, YES)], need=2) == frozenset()


def test_a_chain_is_one_level_at_a_time_and_several_are_asked_at_once() -> None:
    chain = SeatState(2, inner=(seat(1), seat(2)), ordered=True)
    either = SeatState(1, inner=(seat(3), chain))
    assert places([chain, seat(4)], []) == {(0, 0)}
    assert places([chain, seat(4)], [(1, YES)]) == {(0, 1)}
    assert places([either], []) == {(0, 0), (0, 1, 0)}


@given(st.lists(SEAT, min_size=1, max_size=3), VOTES)
def test_who_is_awaited_sits_where_the_turn_is(seats: list[SeatState], votes: list[tuple[int, Vote]]) -> None:
    assume(not SeatState(1, inner=tuple(seats)).is_lost(frozenset()))  # that is a fault and never asked
    turn = places(seats, votes, need=1)
    people: set[int] = set()
    for path in turn:
        here = SeatState(1, inner=tuple(seats))
        for index in path:
            here = here.inner[index]
        people |= here.candidates
    assert bool(turn) == (tally(seats, votes, need=1) is None)
    assert awaited(seats, votes, need=1, in_order=True) <= people

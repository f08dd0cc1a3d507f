"""What a word that nobody knows may have been meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

SHORTEST = 4
TWO_EDITS_FROM = 8

# Trigrams find candidates in the vocabulary; the edits are counted here. `ids` are numbers, so the text of
# the inner query, which ts_stat wants as a string, can be put together safely.
NEIGHBOURS = """
    WITH vocabulary AS MATERIALIZED (
        SELECT word FROM ts_stat(
            format('SELECT search FROM catalog_service WHERE id = ANY(%%L::bigint[])', %(ids)s::bigint[])
        )
    )
    SELECT typed.word, near.word FROM unnest(%(words)s::text[]) AS typed(word)
    CROSS JOIN LATERAL (
        SELECT word FROM vocabulary WHERE similarity(word, typed.word) > 0.15
        ORDER BY similarity(word, typed.word) DESC, word LIMIT 40
    ) AS near
"""


def closest(words: Sequence[str], ids: Sequence[int]) -> dict[str, list[str]]:
    """For each of `words` those of the services `ids` that are nearest to it: within one edit, two from
    eight letters on; a swap of two letters is one edit. Words under four letters are left alone."""
    candidates: dict[str, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            NEIGHBOURS, {"ids": list(ids), "words": [word for word in words if len(word) >= SHORTEST]}
        )
        for typed, near in cursor.fetchall():
            candidates[typed].append(near)
    return {typed: _nearest(typed, near) for typed, near in candidates.items()}


def _nearest(typed: str, candidates: Sequence[str]) -> list[str]:
    allowed = 2 if len(typed) >= TWO_EDITS_FROM else 1
    distances = {candidate: edits(typed, candidate) for candidate in candidates}
    least = min(distances.values())
    return [candidate for candidate, distance in distances.items() if distance == least <= allowed]


def edits(left: str, right: str) -> int:
    """How many letters have to be added, dropped, changed or swapped with their neighbour (optimal
    string alignment).
    """
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            cost = min(
                previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (letter != other)
            )
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]

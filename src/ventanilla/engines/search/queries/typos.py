"""What a word that nobody knows may have been meant to be.

Only words that the reader may see are offered: those of documents of their own audiences, and those of the starter
list of synonyms, which every portal has. Otherwise a slip could bring a hidden word to light.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from ventanilla.engines.search.choices import Source
from ventanilla.engines.search.text import bare

SHORTEST = 4
TWO_EDITS_FROM = 8
MOST_TYPED = 6

# Trigrams find the candidates; the edits are counted here.
NEIGHBOURS = """
    SELECT typed.word, near.spelling, near.documents FROM unnest(%(words)s::text[]) AS typed(word)
    CROSS JOIN LATERAL (
        SELECT min(w.spelling) AS spelling, sum(w.documents) AS documents FROM search_word w
        WHERE w.audience_id = ANY(%(audiences)s::bigint[]) AND w.word %% typed.word
        GROUP BY w.word ORDER BY similarity(w.word, typed.word) DESC, w.word LIMIT 30
    ) AS near
    UNION ALL
    SELECT typed.word, same.word, 0 FROM unnest(%(words)s::text[]) AS typed(word)
    JOIN (SELECT DISTINCT unnest(words) AS word FROM search_synonym WHERE active AND source = %(starter)s) AS same
        ON similarity(unaccent(same.word), typed.word) > 0.25
"""


def closest(words: Sequence[str], audiences: Sequence[int]) -> dict[str, list[str]]:
    """For each of `words` those known to the `audiences` that are nearest to it: within one edit, two from eight
    letters on; a swap of two letters is one edit. The most usual first. Words under four letters are left alone.
    """
    typed = [word for word in words if len(word) >= SHORTEST][:MOST_TYPED]
    if not typed:
        return {}
    candidates: dict[str, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            NEIGHBOURS, {"words": typed, "audiences": list(audiences), "starter": Source.STARTER.value}
        )
        for word, near, documents in cursor.fetchall():
            candidates[word].setdefault(near, int(documents))
    found = {word: _nearest(word, near) for word, near in candidates.items()}
    return {word: near for word, near in found.items() if near}


def _nearest(typed: str, candidates: dict[str, int]) -> list[str]:
    allowed = 2 if len(typed) >= TWO_EDITS_FROM else 1
    distances = {candidate: edits(typed, bare(candidate)) for candidate in candidates}
    least = min(distances.values())
    near = [candidate for candidate, distance in distances.items() if distance == least <= allowed]
    return sorted(near, key=lambda candidate: (-candidates[candidate], candidate))


def edits(left: str, right: str) -> int:
    """How many letters have to be added, dropped, changed or swapped with their neighbour (optimal string
    alignment).
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

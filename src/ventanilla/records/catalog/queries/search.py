"""Finding a service by what somebody types.

Words are never all demanded: a service is scored by the best hit of each word (in the title before
keywords, summary and description), rare words counting more, and by how many of the words it answers.
Weaker forms of a word: its beginning, when it is the last one (people are still typing), and what it may
have been meant to be, when no service knows it. Rights come first: only the services of the person are
looked at.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.indexing import without_accents, words_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries.services import services_for
from ventanilla.records.catalog.queries.stopwords import STOP_WORDS
from ventanilla.records.catalog.queries.typos import closest

MOST_WORDS = 12
MOST_FOUND = 30
LONGEST_TEXT = 200
EXACT, BEGINNING, MEANT = 1.0, 0.7, 0.5

# Best hit of each word in each service. One condition a word, weight label and form, so no rank can be
# pushed up by repeating a word.
HITS = """
    SELECT s.id, f.word, max(f.factor * w.weight)
    FROM unnest(
        %(words)s::int[], %(factors)s::float8[], %(texts)s::text[], %(bare)s::text[], %(ends)s::text[]
    ) AS f(word, factor, text, bare, ending)
    CROSS JOIN (VALUES ('A', 1.0), ('B', 0.8), ('C', 0.3), ('D', 0.08)) AS w(label, weight)
    CROSS JOIN LATERAL (
        SELECT to_tsquery('simple', f.bare || ':' || f.ending || w.label)
            || CASE WHEN f.ending = '' THEN
                   to_tsquery('spanish', f.text || ':' || w.label)
                   || to_tsquery('spanish', f.bare || ':' || w.label)
                   || to_tsquery('english', f.text || ':' || w.label)
               ELSE ''::tsquery END AS query
    ) AS q
    JOIN catalog_service s ON s.search @@ q.query
    WHERE s.id = ANY(%(ids)s)
    GROUP BY s.id, f.word
"""


@dataclass(frozen=True)
class _Form:
    """A form of the word number `word`, with what a hit of it counts."""

    word: int
    factor: float
    text: str
    beginning: bool = False


def search(person: Person, text: str) -> list[Service]:
    """The services of `person` that answer `text`, best first, at most 30; none for a text without words."""
    words = _meaningful(words_of(text[:LONGEST_TEXT]))
    ids = list(services_for(person).order_by().values_list("pk", flat=True)) if words else []
    if not ids:
        return []
    hits = _hits(ids, _typed(words))
    unknown = [number for number in range(len(words)) if number not in hits]
    if unknown:
        hits |= _hits(ids, _meant(ids, words, unknown))
    scores = _scores(hits, words=len(words), services=len(ids))
    best = sorted(scores, key=lambda pk: -scores[pk])[: MOST_FOUND * 2]
    found = services_for(person).filter(pk__in=best)
    return sorted(found, key=lambda service: (-round(scores[service.pk], 9), pick(service.title)))[
        :MOST_FOUND
    ]


def _meaningful(words: Sequence[str]) -> list[str]:
    """Without «quiero un …»; a text of nothing else is taken as it is."""
    distinct = list(dict.fromkeys(words))
    return ([word for word in distinct if word not in STOP_WORDS] or distinct)[:MOST_WORDS]


def _typed(words: Sequence[str]) -> list[_Form]:
    forms = [_Form(number, EXACT, word) for number, word in enumerate(words)]
    last = words[-1]
    return [*forms, _Form(len(words) - 1, BEGINNING, last, beginning=True)] if len(last) > 1 else forms


def _meant(ids: Sequence[int], words: Sequence[str], unknown: Sequence[int]) -> list[_Form]:
    bare = {number: without_accents(words[number]) for number in unknown}
    near = closest(list(bare.values()), ids)
    return [_Form(number, MEANT, word) for number, typed in bare.items() for word in near.get(typed, ())]


def _hits(ids: Sequence[int], forms: Sequence[_Form]) -> dict[int, dict[int, float]]:
    """The best weight by word and service."""
    if not forms:
        return {}
    parameters: dict[str, Any] = {
        "ids": list(ids),
        "words": [form.word for form in forms],
        "factors": [form.factor for form in forms],
        "texts": [form.text for form in forms],
        "bare": [without_accents(form.text) for form in forms],
        "ends": ["*" if form.beginning else "" for form in forms],
    }
    hits: dict[int, dict[int, float]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(HITS, parameters)
        for service, word, weight in cursor.fetchall():
            hits[word][service] = float(weight)
    return dict(hits)


def _scores(hits: Mapping[int, Mapping[int, float]], *, words: int, services: int) -> dict[int, float]:
    """Rarity times the best hit, summed over the words, times the covered part of the words to the power
    of 1.5.
    """
    sums: dict[int, float] = defaultdict(float)
    covered: dict[int, int] = defaultdict(int)
    for by_service in hits.values():
        rarity = math.log(1 + services / len(by_service))
        for service, weight in by_service.items():
            sums[service] += rarity * weight
            covered[service] += 1
    return {service: total * (covered[service] / words) ** 1.5 for service, total in sums.items()}
